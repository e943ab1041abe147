package org.lectern.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.text.Text;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.retrieval.DicomWebAccess;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.MemorySite;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.transfer.State;
import org.lectern.app.retrieval.transfer.Subject;
import org.lectern.app.retrieval.transfer.TransferRequest;
import org.lectern.app.retrieval.transfer.Transfers;
import org.lectern.app.worklist.TodayRow;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.peers.Orthanc;
import org.lectern.samples.Sample;

/**
 * The screens of the network as a reader sees them, kept as pictures in {@code target/screens}: dark, whole words, the
 * colour of attention where something is wrong.
 */
@ExtendWith(FxToolkit.class)
class NetworkScreensTest {
    private static final String ATTENTION = "#E0A030";

    @TempDir
    Path folder;

    private List<Path> sample() throws IOException {
        Sample.CT_TILT.write(folder, Parallel.SEQUENTIAL, file -> {});
        try (Stream<Path> walked = Files.walk(folder.resolve(Sample.CT_TILT.label()))) {
            return walked.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"1400,900", "1280,800"})
    void aSearchOverTwoSitesNamesTheOneThatIsDownAndWhy(int width, int height) throws Exception {
        assumeTrue(Orthanc.isInstalled());
        List<Path> files = sample();
        Path peers = Files.createDirectories(folder.resolve("peers"));
        try (Orthanc north = Orthanc.start(peers);
                Orthanc south = Orthanc.start(peers)) {
            north.upload(files);
            south.kill();
            List<Node> nodes = List.of(
                    Node.of("north", DimseAccess.of("ORTHANC", "127.0.0.1", north.dicomPort())),
                    Node.of("south", DicomWebAccess.of(south.dicomWeb())));
            try (OpenWindow open = new OpenWindow(folder, nodes, Optional.empty())) {
                resize(open.scene(), width, height);
                Screens.press(open.scene(), "Ctrl+E");
                open.rows(1);
                Screens.until(
                        "both have ended",
                        () -> says(open.scene(), "#site-north").equals("● north: 1 found")
                                && says(open.scene(), "#site-south").startsWith("○"));
                assertEquals(
                        "○ south: not answering: Nobody listens at 127.0.0.1:%d. Check the port, and that the server runs."
                                .formatted(south.httpPort()),
                        says(open.scene(), "#site-south"));
                Picture picture = Picture.of(open.scene(), "search-over-two-sites-" + width);
                picture.isDarkWithWholeWords();
                picture.shows(open.scene().lookup("#site-south"), ATTENTION);
                picture.shows(open.scene().lookup("#nodes"), ATTENTION);
            }
        }
    }

    @Test
    void todaysWorklistShowsWhatIsScheduled() throws Exception {
        assumeTrue(Orthanc.isInstalled());
        Path peers = Files.createDirectories(folder.resolve("peers"));
        try (Orthanc north = Orthanc.start(peers)) {
            Path worklists = peers.resolve("worklists");
            write(worklists.resolve("1.wl"), step("DOE^JANE", "004712", "9.9.1", "083000", "US abdomen"));
            write(worklists.resolve("2.wl"), step("MUSTER^MAX", "004711", "9.9.2", "091500", "CT head"));
            Node node = Node.of("north", DimseAccess.of("ORTHANC", "127.0.0.1", north.dicomPort()))
                    .withRoles(EnumSet.of(Node.Role.WORKLIST));
            try (OpenWindow open = new OpenWindow(folder, List.of(node), Optional.empty())) {
                Screens.press(open.scene(), "Ctrl+Shift+T");
                Screens.until(
                        "the steps",
                        () -> open.scene().lookup("#today") instanceof TableView<?> table
                                && table.getItems().stream()
                                        .map(row -> ((TodayRow) row).time() + " " + ((TodayRow) row).state())
                                        .toList()
                                        .equals(List.of("08:30 Scheduled", "09:15 Scheduled")));
                Picture.of(open.scene(), "worklist").isDarkWithWholeWords();
            }
        }
    }

    private static DataSet step(String name, String id, String uid, String time, String description) {
        return DataSet.builder()
                .text(Tag.SOPClassUID, Uid.ModalityWorklistInformationModelFind)
                .text(Tag.SOPInstanceUID, "9.8." + time)
                .text(Tag.PatientName, name)
                .text(Tag.PatientID, id)
                .text(Tag.StudyInstanceUID, uid)
                .text(Tag.RequestedProcedureDescription, description)
                .items(
                        Tag.ScheduledProcedureStepSequence,
                        DataSet.builder()
                                .text(Tag.Modality, description.substring(0, 2))
                                .text(Tag.ScheduledStationAETitle, "STATION")
                                .text(Tag.ScheduledProcedureStepID, time)
                                .text(Tag.ScheduledProcedureStepStartDate, "20261124")
                                .text(Tag.ScheduledProcedureStepStartTime, time)
                                .build())
                .build();
    }

    private static void write(Path file, DataSet step) throws IOException {
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(step, file);
    }

    @Test
    void transfersShowEachStateWithWhatCanBeDone() throws Exception {
        MemorySite north = new MemorySite("north");
        MemorySite south = new MemorySite("south");
        CountDownLatch go = new CountDownLatch(1);
        north.put(MemorySite.study("1.1", "A", 3)).put(MemorySite.study("1.2", "B", 2));
        south.beforeAnswers(cancellation -> {
            throw MemorySite.cut("south");
        });
        south.beforeObject(cancellation -> {
            throw MemorySite.cut("south");
        });
        Map<String, MemorySite> sites = Map.of("north", north, "south", south);
        try (OpenWindow open = new OpenWindow(
                folder,
                List.of(OpenWindow.node("north"), OpenWindow.node("south")),
                Optional.of(node -> sites.get(node.name()).site(2).open()))) {
            resize(open.scene(), 1280, 800);
            Transfers transfers = open.services().network().transfers();
            long finished = transfers.add(request("1.2", "B", "north"));
            Screens.until("one is finished", () -> is(transfers, finished, State.FINISHED));
            north.beforeObject(cancellation -> {
                cancellation.onCancel(go::countDown);
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IOException("interrupted", e);
                }
            });
            long active = transfers.add(request("1.1", "A", "north"));
            long waiting = transfers.add(request("2.1", "C", "south"));
            long held = transfers.add(request("2.2", "D", "south"));
            transfers.hold(held);
            Screens.press(open.scene(), "Ctrl+T");
            Screens.until(
                    "each has its state",
                    () -> is(transfers, active, State.ACTIVE)
                            && is(transfers, waiting, State.WAITING)
                            && transfers.find(waiting).orElseThrow().nextTry().isPresent()
                            && is(transfers, held, State.HELD)
                            && labels(open.scene()).containsAll(List.of("Active", "On hold", "Finished"))
                            && labels(open.scene()).stream().anyMatch(text -> text.startsWith("Tries again")));
            Picture picture = Picture.of(open.scene(), "transfers");
            picture.isDarkWithWholeWords();
            picture.shows(open.scene().lookup("#transfers-list"), ATTENTION);
            go.countDown();
        }
    }

    private static TransferRequest request(String study, String patient, String site) {
        return TransferRequest.retrieve(
                new Subject(study, patient, "", "Test^" + patient, "CT chest  2026-11-24"), List.of(site));
    }

    private static boolean is(Transfers transfers, long id, State state) {
        return transfers.find(id).filter(it -> it.state() == state).isPresent();
    }

    private static void resize(Scene scene, int width, int height) throws Exception {
        Screens.on(() -> {
            scene.getWindow().setWidth(scene.getWindow().getWidth() - scene.getWidth() + width);
            scene.getWindow().setHeight(scene.getWindow().getHeight() - scene.getHeight() + height);
            return true;
        });
        Screens.until("it has that size", () -> scene.getWidth() == width && scene.getHeight() == height);
    }

    private static String says(Scene scene, String selector) {
        return scene.lookup(selector) instanceof Labeled labeled ? labeled.getText() : "";
    }

    private static List<String> labels(Scene scene) {
        return scene.getRoot().lookupAll(".label").stream()
                .filter(Label.class::isInstance)
                .map(label -> ((Label) label).getText())
                .toList();
    }

    /** A screen as it is painted, and the words that are cut off in that very picture. */
    private record Picture(Scene scene, WritableImage image, List<String> cutOff) {
        static Picture of(Scene scene, String name) throws Exception {
            Picture picture = Screens.on(() -> {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                WritableImage image = scene.snapshot(null);
                return new Picture(scene, image, cut(scene.getRoot(), new ArrayList<>()));
            });
            int width = (int) picture.image.getWidth();
            int height = (int) picture.image.getHeight();
            int[] pixels = new int[width * height];
            picture.image
                    .getPixelReader()
                    .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
            BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            copy.setRGB(0, 0, width, height, pixels, 0, width);
            Path screens = Files.createDirectories(Path.of("target", "screens"));
            ImageIO.write(copy, "png", screens.resolve(name + ".png").toFile());
            return picture;
        }

        void isDarkWithWholeWords() {
            double sum = 0;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    sum += image.getPixelReader().getColor(x, y).getBrightness();
                }
            }
            double mean = sum / (image.getWidth() * image.getHeight());
            assertTrue(mean > 0.03 && mean < 0.2, "mean brightness " + mean);
            assertEquals(List.of(), cutOff);
        }

        /** Labels and buttons whose words are shortened or that reach beyond the window. */
        private static List<String> cut(Parent parent, List<String> found) {
            for (javafx.scene.Node child : parent.getChildrenUnmodifiable()) {
                if (!child.isVisible()) {
                    continue;
                }
                if ((child instanceof Label || child instanceof Button)
                        && child instanceof Labeled labeled
                        && !labeled.getText().isEmpty()) {
                    boolean isWhole = labeled.lookup(".text") instanceof Text text
                            && text.getText()
                                    .replace("\n", "")
                                    .equals(labeled.getText().replace("\n", ""));
                    boolean isInside =
                            labeled.localToScene(labeled.getLayoutBounds()).getMaxX()
                                    <= parent.getScene().getWidth() + 0.5;
                    if (!isWhole || !isInside) {
                        found.add(labeled.getText());
                    }
                } else if (child instanceof Parent inner) {
                    cut(inner, found);
                }
            }
            return found;
        }

        /** Whether a part is painted in a colour somewhere. */
        void shows(javafx.scene.Node part, String color) throws Exception {
            Bounds bounds = Screens.on(() -> part.localToScene(part.getLayoutBounds()));
            int wanted = 0xFF000000 | Integer.parseInt(color.substring(1), 16);
            boolean isThere = false;
            for (int y = (int) bounds.getMinY(); y < Math.min(bounds.getMaxY(), image.getHeight()); y++) {
                for (int x = (int) bounds.getMinX(); x < Math.min(bounds.getMaxX(), image.getWidth()); x++) {
                    isThere |= isNear(image.getPixelReader().getArgb(x, y), wanted);
                }
            }
            assertTrue(isThere, part.getId() + " is not painted in " + color);
        }

        /** Letters are thin: their colour is mixed with what is behind them. */
        private static boolean isNear(int argb, int wanted) {
            int difference = 0;
            for (int shift = 0; shift < 24; shift += 8) {
                difference += Math.abs((argb >> shift & 0xFF) - (wanted >> shift & 0xFF));
            }
            return difference < 60;
        }
    }
}
