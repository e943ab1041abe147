package org.lectern.app.reading.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lectern.app.reading.ui.ReadingHarness.onFx;
import static org.lectern.app.reading.ui.ReadingHarness.settle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.annotation.FrameKey;
import org.lectern.app.reading.CornerText;
import org.lectern.app.reading.GridLayout;
import org.lectern.app.reading.Phantom;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.Viewport;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.Study;
import org.lectern.imaging.study.StudyTree;

/** An exam that is read while it arrives. */
@ExtendWith(FxToolkit.class)
class GrowingExamTest {
    @TempDir
    Path folder;

    private final List<Instance> slices = new ArrayList<>();
    private Threads threads;
    private ReadingServices services;
    private ReadingWorkspace workspace;
    private Stage stage;

    @BeforeEach
    void openTheFirstSlicesThatArrived() throws Exception {
        for (Path file : Phantom.write(Files.createDirectories(folder.resolve("images")))) {
            slices.add(Instance.of(DicomFile.readHeader(file)));
        }
        threads = Threads.start();
        services = ReadingServices.start(threads, folder.resolve("annotations"));
        onFx(() -> {
            workspace = new ReadingWorkspace(study(4, 5, 6), services);
            stage = new Stage();
            stage.setScene(new Scene(workspace, 900, 600));
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

    private Study study(int... numbers) {
        List<Instance> there = new ArrayList<>();
        for (int number : numbers) {
            there.add(slices.get(number));
        }
        return StudyTree.of(there).studies().getFirst();
    }

    private Study whole() {
        return StudyTree.of(slices).studies().getFirst();
    }

    private Viewport first() {
        return workspace.model().shown().getFirst();
    }

    @Test
    void theImageOnTheScreenStaysWhileSlicesArriveBeforeAndAfterIt() throws Exception {
        onFx(() -> {
            first().goTo(2);
            first().setLook(first().look().flippedHorizontally());
        });
        var look = first().look();
        onFx(() -> workspace.renew(whole(), java.util.Set.of()));
        settle(workspace);
        assertEquals(8, first().count());
        assertEquals(new FrameKey("1.2.3.4.7", 0), first().key().orElseThrow());
        assertEquals(6, first().position());
        assertEquals(look, first().look());
        assertTrue(workspace.isSettled());
    }

    @Test
    void gapsBetweenSlicesAreToldOnlyWhenNothingIsToComeAnyMore() throws Exception {
        onFx(() -> {
            workspace.model().setArriving(true);
            workspace.renew(study(1, 4, 5, 6), java.util.Set.of());
        });
        settle(workspace);
        CornerText growing = workspace.model().cornerText(first()).orElseThrow();
        assertTrue(growing.badges().contains("images are still to come"), growing.toString());
        assertTrue(growing.badges().stream().noneMatch(text -> text.contains("missing")), growing.toString());
        assertTrue(growing.bottomRight().stream().noneMatch(text -> text.contains("Δ")), growing.toString());
        onFx(() -> workspace.model().setArriving(false));
        CornerText ended = workspace.model().cornerText(first()).orElseThrow();
        assertTrue(ended.badges().stream().anyMatch(text -> text.contains("slices are missing")), ended.toString());
        assertTrue(ended.bottomRight().stream().anyMatch(text -> text.contains("Δ")), ended.toString());
    }

    @Test
    void anotherSeriesHangsBesideTheFirstUntilTheReaderTouchesSomething() throws Exception {
        Study two = withSecondSeries();
        onFx(() -> workspace.renew(two, java.util.Set.of()));
        settle(workspace);
        assertEquals(new GridLayout(2, 1), workspace.model().layout());
        assertEquals(
                List.of("1.2.3.4.6", "9.9.1"),
                workspace.model().shown().stream()
                        .map(viewport -> viewport.key().orElseThrow().sopInstanceUid())
                        .toList(),
                "the image that was there keeps its place");
    }

    @Test
    void nothingIsRearrangedUnderTheReadersHands() throws Exception {
        onFx(() -> workspace.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.F8, false, false, false, false)));
        Study two = withSecondSeries();
        onFx(() -> workspace.renew(two, java.util.Set.of()));
        settle(workspace);
        assertEquals(new GridLayout(1, 1), workspace.model().layout());
        assertEquals(2, workspace.model().study().displaySets().size());
    }

    @Test
    void whenTheImageOnTheScreenIsWithdrawnTheNearestOneThatIsLeftIsShown() throws Exception {
        onFx(() -> first().goTo(1));
        onFx(() -> workspace.renew(study(4, 6), java.util.Set.of()));
        settle(workspace);
        assertEquals(new FrameKey("1.2.3.4.7", 0), first().key().orElseThrow());
    }

    /** Pixels of the red that crosses out (UI token "danger"), of all on the screen. */
    private long red() throws Exception {
        long[] count = new long[1];
        onFx(() -> {
            var picture = stage.getScene().snapshot(null);
            for (int y = 0; y < picture.getHeight(); y++) {
                for (int x = 0; x < picture.getWidth(); x++) {
                    count[0] += picture.getPixelReader().getArgb(x, y) == 0xFFD9534F ? 1 : 0;
                }
            }
        });
        return count[0];
    }

    @Test
    void whatIsRejectedForQualityIsCrossedOutAndNothingElse() throws Exception {
        onFx(() -> workspace.renew(study(4, 5, 6), java.util.Set.of("1.2.3.4.6")));
        settle(workspace);
        assertEquals(new FrameKey("1.2.3.4.6", 0), first().key().orElseThrow());
        assertTrue(workspace.model().isRejected(first()));
        assertEquals(1, workspace.model().rejectedOf(slices));
        assertTrue(red() > 200, "two lines across the image");
        onFx(() -> workspace.model().toggleText());
        assertTrue(red() > 200, "with all text hidden too");
        onFx(() -> first().goTo(0));
        settle(workspace);
        assertEquals(0, red());
    }

    @Test
    void aSeriesWhoseFirstImagesAreWithdrawnIsNotHungASecondTime() throws Exception {
        onFx(() -> workspace.renew(study(5, 6), java.util.Set.of()));
        settle(workspace);
        assertEquals(new GridLayout(1, 1), workspace.model().layout());
        assertEquals(2, first().count());
    }

    @Test
    void planesStayWhileSlicesArriveAndTheStackBehindThemIsTheFullerOne() throws Exception {
        onFx(() -> workspace.renew(study(2, 3, 4, 5, 6), java.util.Set.of()));
        settle(workspace);
        onFx(() ->
                workspace.commands().find("mpr.toggle").orElseThrow().action().run());
        settle(workspace);
        onFx(() -> workspace.renew(whole(), java.util.Set.of()));
        settle(workspace);
        assertEquals(
                3,
                workspace
                                .model()
                                .shown()
                                .getFirst()
                                .content()
                                .orElseThrow()
                                .displaySet()
                                .frames()
                                .size()
                        - 2);
        onFx(() ->
                workspace.commands().find("mpr.toggle").orElseThrow().action().run());
        settle(workspace);
        assertEquals(8, first().count());
    }

    /** A single image of a series that comes earlier in the exam. */
    private Study withSecondSeries() throws IOException {
        DataSet other = DicomFile.read(slices.getFirst().file()).dataSet().toBuilder()
                .text(Tag.SOPInstanceUID, "9.9.1")
                .text(Tag.SeriesInstanceUID, "9.9")
                .number(Tag.SeriesNumber, 1)
                .build();
        Path file = folder.resolve("other.dcm");
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(other, file);
        List<Instance> all = new ArrayList<>(List.of(slices.get(4), slices.get(5), slices.get(6)));
        all.add(Instance.of(DicomFile.readHeader(file)));
        return StudyTree.of(all).studies().getFirst();
    }
}
