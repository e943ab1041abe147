package org.lectern.app.reading.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lectern.app.reading.ui.ReadingHarness.onFx;
import static org.lectern.app.reading.ui.ReadingHarness.settle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.annotation.Kind;
import org.lectern.app.reading.GridLayout;
import org.lectern.app.reading.Phantom;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.Viewport;
import org.lectern.imaging.study.Study;
import org.lectern.rendering.view.Point2;

@ExtendWith(FxToolkit.class)
class ReadingWorkspaceTest {
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
        Study study = Phantom.study(Files.createDirectories(folder.resolve("images")));
        onFx(() -> {
            workspace = new ReadingWorkspace(study, services);
            stage = new Stage();
            stage.setScene(new Scene(workspace, 1000, 700));
            stage.show();
        });
        settle(workspace);
    }

    @AfterEach
    void end() throws Exception {
        onFx(() -> {
            workspace.close();
            stage.close();
        });
        services.close();
        threads.close();
    }

    @Test
    void theImageIsSeenTheRightWayRoundWithItsLettersAndText() throws Exception {
        String said = pane(0).getAccessibleText();
        assertTrue(said.contains("left R, right L, top A, bottom P"), said);
        assertTrue(said.contains("MUSTERMANN, Anna"), said);
        assertTrue(said.contains("5/8"), said);
        WritableImage screen = snapshot("stack");
        assertEquals(0xFFFFFFFF, imageAt(screen, 5, 5)); // the bright block in the right front corner
        assertEquals(0xFF000000, colorAt(screen, pane(0), 0.02, 0.4)); // beside the image
        int soft = imageAt(screen, 30, 20) & 0xFF;
        assertEquals(430 / 1000.0 * 255, soft, 3);
    }

    @Test
    void aFlipExchangesImageAndLetters() throws Exception {
        command("look.flip");
        assertTrue(pane(0).getAccessibleText().contains("left L, right R"));
        WritableImage screen = snapshot("flipped");
        assertEquals(0xFFFFFFFF, imageAt(screen, 5, 5));
        double middle = pane(0).getWidth() / 2;
        onFx(() -> assertTrue(pane(0).logicalTransform()
                        .orElseThrow()
                        .toScreen(new Point2(5, 5))
                        .x()
                > middle));
    }

    @Test
    void everySlicePagedToIsPainted() throws Exception {
        command("go.first");
        long before = workspace.paintedCount();
        onFx(() -> {
            for (int i = 0; i < 7; i++) {
                workspace.model().active().page(1);
            }
        });
        settle(workspace);
        assertEquals(7, workspace.paintedCount() - before);
        assertEquals(0, workspace.droppedCount());
        assertTrue(pane(0).getAccessibleText().contains("8/8"));
    }

    @Test
    void aBrokenFrameIsALabelledPlaceAndNotTheImageBefore() throws Exception {
        Phantom.damage(folder.resolve("images"), 7);
        services.frames().forget(folder.resolve("images/slice-7.dcm").toString());
        reopen();
        command("go.last");
        Label notice = (Label) pane(0).lookup(".viewport-notice");
        assertTrue(notice.getText().startsWith("This image cannot be shown."), notice.getText());
        assertEquals(0xFF000000, imageAt(snapshot("broken"), 5, 5));
        command("go.previous");
        assertEquals("", notice.getText());
    }

    @Test
    void marksAreKeptAtOnceAndComeBack() throws Exception {
        onFx(() -> {
            Viewport viewport = workspace.model().active();
            Annotation length = Annotation.create(
                    Kind.LENGTH, viewport.key().orElseThrow(), List.of(new Point2(12, 15), new Point2(32, 15)));
            workspace.model().undo().perform(workspace.model().annotations().adding(length));
            Annotation ellipse = Annotation.create(
                    Kind.ELLIPSE, viewport.key().orElseThrow(), List.of(new Point2(15, 18), new Point2(25, 26)));
            workspace.model().undo().perform(workspace.model().annotations().adding(ellipse));
        });
        command("show.marks");
        ListView<?> list = (ListView<?>) workspace.lookup(".side .list-view");
        assertEquals(2, list.getItems().size());
        assertTrue(
                list.lookupAll(".list-cell").stream()
                        .anyMatch(cell -> "1  Length  image 5\n20.0 mm".equals(((ListCell<?>) cell).getText())),
                "the list says what and where");
        WritableImage screen = snapshot("marks");
        Point2 onLine = new Point2(21.5, 14.5); // the middle of the length, in pixels from the first one's centre
        assertEquals(0xF0E442, imageAt(screen, onLine.x(), onLine.y()) & 0xFFFFFF);
        reopen();
        assertEquals(2, workspace.model().annotations().all().size());
        command("marks.delete");
        assertEquals(2, workspace.model().annotations().all().size(), "nothing is selected");
    }

    @Test
    void drawingAMarkDoesNotMoveTheImage() throws Exception {
        double before = pane(0).getWidth();
        onFx(() -> workspace
                .model()
                .undo()
                .perform(workspace
                        .model()
                        .annotations()
                        .adding(Annotation.create(
                                Kind.PROBE,
                                workspace.model().active().key().orElseThrow(),
                                List.of(new Point2(3, 3))))));
        settle(workspace);
        assertEquals(before, pane(0).getWidth());
    }

    @Test
    void oneKeyShowsThreePlanesAndTheSourceAndComesBack() throws Exception {
        command("mpr.toggle");
        assertEquals(new GridLayout(2, 2), workspace.model().layout());
        assertTrue(pane(0).getAccessibleText().contains("left R, right L, top A, bottom P"));
        assertTrue(pane(1).getAccessibleText().contains("left A, right P, top H, bottom F"));
        assertTrue(pane(2).getAccessibleText().contains("left R, right L, top H, bottom F"));
        WritableImage screen = snapshot("mpr");
        assertTrue((colorAt(screen, pane(1), 0.45, 0.45) & 0xFF) > 20, "the sagittal plane is not black");
        command("mpr.toggle");
        assertEquals(new GridLayout(1, 1), workspace.model().layout());
        assertTrue(pane(0).getAccessibleText().contains("5/8"));
    }

    @Test
    void thePaletteFindsACommandAndGivesIt() throws Exception {
        press(workspace, KeyCode.K, true);
        TextField query = (TextField) workspace.lookup(".palette .text-field");
        onFx(() -> query.setText("invert"));
        snapshot("palette");
        press(query, KeyCode.ENTER, false);
        assertTrue(workspace.model().active().layer().inverted());
        assertFalse(workspace.lookup(".shade").isVisible());
    }

    @Test
    void layoutsUpToFourByFourShowThatManyViewports() throws Exception {
        command("layout.9");
        List<Node> visible = new ArrayList<>();
        onFx(() -> workspace.lookupAll(".viewport-grid > .viewport").stream()
                .filter(Node::isVisible)
                .forEach(visible::add));
        assertEquals(16, visible.size());
    }

    @Test
    void escapeGivesBackTheGridBeforeItLeavesTheExam() throws Exception {
        AtomicInteger left = new AtomicInteger();
        onFx(() -> workspace.onLeave(left::incrementAndGet));
        command("layout.maximise");
        press(workspace, KeyCode.ESCAPE, false);
        assertFalse(workspace.model().isMaximised());
        assertEquals(0, left.get());
        press(workspace, KeyCode.ESCAPE, false);
        assertEquals(1, left.get());
    }

    @Test
    void thePaletteKnowsTheWindowsByName() throws Exception {
        onFx(() ->
                workspace.commands().matching("lung window").getFirst().action().run());
        settle(workspace);
        assertTrue(pane(0).getAccessibleText().contains("C −600  W 1500  Lung"), pane(0).getAccessibleText());
    }

    private void reopen() throws Exception {
        Study study = workspace.model().study();
        onFx(() -> {
            workspace.close();
            workspace = new ReadingWorkspace(study, services);
            stage.setScene(new Scene(workspace, 1000, 700));
        });
        settle(workspace);
    }

    private void command(String id) throws Exception {
        onFx(() -> workspace.commands().find(id).orElseThrow().action().run());
        settle(workspace);
    }

    private void press(Node target, KeyCode code, boolean ctrl) throws Exception {
        onFx(() -> target.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, code.getChar(), code.getName(), code, false, ctrl, false, false)));
        settle(workspace);
    }

    private ViewportPane pane(int index) {
        Viewport viewport = workspace.model().shown().get(index);
        return workspace.lookupAll(".viewport-grid > .viewport").stream()
                .map(ViewportPane.class::cast)
                .filter(pane -> pane.viewport() == viewport)
                .findFirst()
                .orElseThrow();
    }

    /** The screen, kept for people to look at. */
    private WritableImage snapshot(String name) throws Exception {
        WritableImage[] image = new WritableImage[1];
        onFx(() -> image[0] = stage.getScene().snapshot(null));
        Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
        ReadingHarness.write(image[0], pictures.resolve("reading-" + name + ".png"));
        return image[0];
    }

    private int imageAt(WritableImage screen, double column, double row) {
        Point2 place = pane(0).logicalTransform().orElseThrow().toScreen(new Point2(column + 0.5, row + 0.5));
        Bounds bounds = pane(0).localToScene(pane(0).getBoundsInLocal());
        return screen.getPixelReader()
                .getArgb((int) (bounds.getMinX() + place.x()), (int) (bounds.getMinY() + place.y()));
    }

    private static int colorAt(WritableImage screen, ViewportPane pane, double x, double y) {
        Bounds bounds = pane.localToScene(pane.getBoundsInLocal());
        return screen.getPixelReader().getArgb((int) (bounds.getMinX() + x * pane.getWidth()), (int)
                (bounds.getMinY() + y * pane.getHeight()));
    }
}
