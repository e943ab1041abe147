package org.lectern.app.reading.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lectern.app.reading.ui.ReadingHarness.onFx;
import static org.lectern.app.reading.ui.ReadingHarness.settle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.reading.GridLayout;
import org.lectern.app.reading.MprContent;
import org.lectern.app.reading.Phantom;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.StackContent;
import org.lectern.app.reading.Viewport;
import org.lectern.app.reading.VolumeContent;
import org.lectern.app.reading.VolumeModel;
import org.lectern.app.tool.Tool;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.Study;
import org.lectern.imaging.study.StudyTree;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.volume.Volume;

@ExtendWith(FxToolkit.class)
class VolumeSessionTest {
    @TempDir
    Path folder;

    private Threads threads;
    private ReadingServices services;
    private ReadingWorkspace workspace;
    private Stage stage;

    @BeforeEach
    void openThePhantom() throws Exception {
        threads = Threads.start();
        services = ReadingServices.start(threads, folder.resolve("annotations"));
        open(Phantom.study(Files.createDirectories(folder.resolve("images"))));
    }

    private void open(Study study) throws Exception {
        onFx(() -> {
            workspace = new ReadingWorkspace(study, services);
            stage = new Stage();
            stage.setScene(new Scene(workspace, 900, 600));
            stage.show();
        });
        settle(workspace);
    }

    @AfterEach
    void end() throws Exception {
        close();
        services.close();
        threads.close();
    }

    private void close() throws Exception {
        onFx(() -> {
            workspace.close();
            stage.close();
        });
    }

    @Test
    void oneKeyShowsTheVolumeAndTheSameKeyTheImageThatWasLeft() throws Exception {
        onFx(() -> active().goTo(6));
        settle(workspace);
        press(KeyCode.V);
        VolumeModel model = volume();
        assertEquals(new GridLayout(1, 1), workspace.model().layout());
        String said = pane().getAccessibleText();
        assertTrue(said.contains("left R, right L, top H, bottom F"), said);
        assertTrue(said.contains("MUSTERMANN, Anna"), said);
        assertTrue(said.contains("volume  Bone"), said);
        press(KeyCode.V);
        assertInstanceOf(StackContent.class, active().content().orElseThrow());
        assertEquals(6, active().position());
        assertTrue(pane().getAccessibleText().contains("7/8"));
        assertThrows(IllegalStateException.class, () -> model.volume().value(0, 0, 0), "its memory is given back");
    }

    @Test
    void theBytesOfTheVolumeAreGivenBack() throws Exception {
        press(KeyCode.V);
        Volume volume = volume().volume();
        long with = services.frames().bytesInUse();
        press(KeyCode.V);
        long bytes = volume.grid().voxels() * volume.type().bytes();
        assertTrue(with - services.frames().bytesInUse() >= bytes);
    }

    @Test
    void anotherSeriesInItsPlaceFreesTheVolumeToo() throws Exception {
        press(KeyCode.V);
        VolumeModel model = volume();
        onFx(() -> workspace.show(workspace.model().study().displaySets().getFirst(), active()));
        settle(workspace);
        assertThrows(IllegalStateException.class, () -> model.volume().value(0, 0, 0));
        press(KeyCode.V);
        assertNotEquals(model, volume());
    }

    @Test
    void whatFormsNoVolumeIsRefusedWithTheReason() throws Exception {
        close();
        Instance only = Instance.of(DicomFile.readHeader(folder.resolve("images/slice-0.dcm")));
        open(StudyTree.of(List.of(only)).studies().getFirst());
        press(KeyCode.V);
        assertInstanceOf(StackContent.class, active().content().orElseThrow());
        assertTrue(notice().startsWith("No volume: "), notice());
    }

    @Test
    void draggingTurnsItAndTheNumberKeysChooseWhatItLooksLike() throws Exception {
        press(KeyCode.V);
        drag(100, 0);
        double azimuth = volume().aspect().azimuthDegrees();
        assertTrue(azimuth > 270 && azimuth < 360, "from the patient's right: " + azimuth);
        assertEquals(0, volume().aspect().elevationDegrees(), 1e-9);
        press(KeyCode.DIGIT3);
        assertEquals("lung", volume().aspect().preset().name());
        command("volume.mip");
        assertEquals(Mode.MIP, volume().aspect().mode());
        command("volume.top");
        assertTrue(pane().getAccessibleText().contains("90° from H"));
        press(KeyCode.DIGIT0);
        assertEquals(0, volume().aspect().elevationDegrees());
    }

    @Test
    void marksAreRefusedWithTheReason() throws Exception {
        press(KeyCode.V);
        onFx(() -> workspace.model().setTool(Tool.LENGTH));
        drag(50, 20);
        assertEquals("Marks can be drawn on the images themselves, not on reformatted planes or volumes.", notice());
        assertTrue(workspace.model().annotations().all().isEmpty());
        assertEquals(0, volume().aspect().azimuthDegrees());
    }

    @Test
    void planesAndVolumeTakeTurns() throws Exception {
        onFx(() -> active().goTo(2));
        press(KeyCode.V);
        press(KeyCode.M);
        assertInstanceOf(
                MprContent.class, workspace.model().shown().getFirst().content().orElseThrow());
        press(KeyCode.V);
        assertEquals(new GridLayout(1, 1), workspace.model().layout());
        assertInstanceOf(VolumeContent.class, active().content().orElseThrow());
        press(KeyCode.V);
        assertEquals(2, active().position());
    }

    @Test
    void linkedViewportsStayWhereTheyAre() throws Exception {
        command("layout.2");
        Viewport other = workspace.model().shown().get(1);
        onFx(() -> {
            workspace.show(workspace.model().study().displaySets().getFirst(), other);
            workspace.model().shown().getFirst().goTo(3);
            other.goTo(5);
            workspace.model().activate(workspace.model().shown().getFirst());
            workspace.model().toggleLinked();
        });
        settle(workspace);
        int stays = other.position();
        press(KeyCode.V);
        command("volume.turn.left");
        assertEquals(15, volume().aspect().azimuthDegrees());
        assertEquals(stays, other.position());
        press(KeyCode.V);
        assertEquals(3, active().position());
        assertEquals(stays, other.position());
    }

    @Test
    void imagesThatArriveMeanwhileAreThereOnTheWayBack() throws Exception {
        Study whole = workspace.model().study();
        close();
        List<Instance> few = whole.displaySets().getFirst().instances().subList(1, 6);
        open(StudyTree.of(few).studies().getFirst());
        onFx(() -> active().goTo(1));
        press(KeyCode.V);
        onFx(() -> workspace.renew(whole, Set.of()));
        settle(workspace);
        assertInstanceOf(VolumeContent.class, active().content().orElseThrow());
        press(KeyCode.V);
        assertEquals(8, active().count());
        assertEquals(2, active().position());
    }

    @Test
    void commandsForAVolumeAreOnlyThereWithOne() throws Exception {
        assertFalse(workspace.commands().matching("lung volume").stream()
                .anyMatch(command -> command.id().equals("volume.preset.lung")));
        press(KeyCode.V);
        assertTrue(workspace.commands().matching("lung volume").stream()
                .anyMatch(command -> command.id().equals("volume.preset.lung")));
        assertTrue(workspace.commands().matching("PET volume").stream()
                .noneMatch(command -> command.id().equals("volume.preset.pet")));
    }

    private Viewport active() {
        return workspace.model().active();
    }

    private VolumeModel volume() {
        return assertInstanceOf(VolumeContent.class, active().content().orElseThrow())
                .model();
    }

    private ViewportPane pane() {
        return workspace.lookupAll(".viewport-grid > .viewport").stream()
                .map(ViewportPane.class::cast)
                .filter(pane -> pane.viewport() == active())
                .findFirst()
                .orElseThrow();
    }

    private String notice() {
        Label label = (Label) workspace.lookup(".notice-bar .label");
        return label.getText();
    }

    private void command(String id) throws Exception {
        onFx(() -> workspace.commands().find(id).orElseThrow().action().run());
        settle(workspace);
    }

    private void press(KeyCode code) throws Exception {
        onFx(() -> workspace.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, code.getChar(), code.getName(), code, false, false, false, false)));
        settle(workspace);
    }

    /** From the middle of the viewport, with the left button. */
    private void drag(double x, double y) throws Exception {
        ViewportPane pane = pane();
        double left = pane.getWidth() / 2;
        double top = pane.getHeight() / 2;
        onFx(() -> {
            pane.fireEvent(mouse(MouseEvent.MOUSE_PRESSED, left, top));
            pane.fireEvent(mouse(MouseEvent.MOUSE_DRAGGED, left + x, top + y));
            pane.fireEvent(mouse(MouseEvent.MOUSE_RELEASED, left + x, top + y));
        });
        settle(workspace);
    }

    private static MouseEvent mouse(javafx.event.EventType<MouseEvent> type, double x, double y) {
        return new MouseEvent(
                type,
                x,
                y,
                x,
                y,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                true,
                false,
                true,
                null);
    }
}
