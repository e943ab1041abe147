package org.lectern.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.security.Passphrase;
import org.lectern.app.settings.Folders;
import org.lectern.app.worklist.ListRow;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.importing.Importer;
import org.lectern.imaging.codec.Parallel;
import org.lectern.samples.Sample;

@ExtendWith(FxToolkit.class)
class MainWindowTest {
    private static final int PATIENCE_S = 60;

    @TempDir
    Path folder;

    private static <T> T onScreen(Callable<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    @SuppressWarnings("unchecked")
    private static TableView<ListRow> table(Scene scene) {
        return (TableView<ListRow>) scene.lookup(".study-table");
    }

    /** Does something on the screen and waits until the list has as many rows as expected. */
    private static List<ListRow> rowsAfter(Scene scene, int expected, Runnable action) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        InvalidationListener listener = items -> {
            if (table(scene).getItems().size() == expected) {
                reached.countDown();
            }
        };
        onScreen(() -> {
            table(scene).itemsProperty().addListener(listener);
            action.run();
            return true;
        });
        assertTrue(reached.await(PATIENCE_S, TimeUnit.SECONDS), "never %d rows".formatted(expected));
        return onScreen(() -> {
            table(scene).itemsProperty().removeListener(listener);
            return List.copyOf(table(scene).getItems());
        });
    }

    @Test
    void importedStudiesAreListedAndTheSearchBoxFiltersThem() throws Exception {
        Folders folders =
                Folders.of(Map.of("LECTERN_HOME", folder.resolve("home").toString()), folder, "Linux");
        try (Threads threads = Threads.start();
                LocalArchive archive = LocalArchive.open(folders.archive());
                Services services = Services.open(
                        archive, folders, threads, InstantSource.system(), Services.keys(folders, Passphrase.none()))) {
            Sample.ECG.write(folder, Parallel.SEQUENTIAL, file -> {});
            Sample.SR.write(folder, Parallel.SEQUENTIAL, file -> {});
            List<Path> sources = List.of(folder.resolve(Sample.ECG.label()), folder.resolve(Sample.SR.label()));
            new Importer(archive, threads.io()).run(sources, progress -> {}, () -> false);
            MainWindow[] window = new MainWindow[1];
            Scene scene = onScreen(() -> {
                Stage stage = new Stage();
                window[0] = new MainWindow(stage, threads, folders, InstantSource.system());
                Scene made = new Scene(window[0].root(), 1400, 900);
                Theme.apply(made);
                window[0].attach(made);
                stage.setScene(made);
                stage.show();
                window[0].show(archive, services);
                made.getRoot().applyCss();
                return made;
            });
            TextField search = (TextField) onScreen(() -> scene.lookup("#search"));
            assertEquals(2, rowsAfter(scene, 2, () -> search.setText(" ")).size());
            List<ListRow> found = rowsAfter(scene, 1, () -> search.setText("resting ecg"));
            assertEquals(List.of("ECG"), found.getFirst().shown().modalities());
            assertEquals(0, rowsAfter(scene, 0, () -> search.setText("nobody")).size());
            rowsAfter(scene, 2, search::clear);
            assertTrue(isDark(onScreen(() -> scene.snapshot(null))), "the list is a dark screen");
            onScreen(() -> {
                window[0].close();
                scene.getWindow().hide();
                return true;
            });
        }
    }

    @Test
    void anExamThatArrivesJoinsThePatientsOthersBesideTheOneThatIsSelected() throws Exception {
        try (OpenWindow open = new OpenWindow(folder, List.of(), Optional.empty())) {
            take(open, Sample.ECG);
            Screens.until("the first exam", () -> open.table().getItems().size() == 1);
            Screens.on(() -> {
                open.table().getSelectionModel().select(0);
                return true;
            });
            Screens.until("one exam", () -> beside(open).contains("the only exam here"));
            take(open, Sample.US_CINE);
            Screens.until("two exams", () -> beside(open).contains("2 exams here"));
        }
    }

    private void take(OpenWindow open, Sample sample) throws Exception {
        sample.write(folder, Parallel.SEQUENTIAL, file -> {});
        try (Threads threads = Threads.start()) {
            new Importer(open.archive(), threads.io())
                    .run(List.of(folder.resolve(sample.label())), progress -> {}, () -> false);
        }
    }

    /** The words beside the series of the selected exam. */
    private static List<String> beside(OpenWindow open) {
        return open.scene().getRoot().lookupAll(".timeline .secondary").stream()
                .map(label -> ((Label) label).getText())
                .toList();
    }

    /** Mean brightness below a quarter, and yet something to read. */
    private static boolean isDark(WritableImage image) {
        double sum = 0;
        double brightest = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double brightness = image.getPixelReader().getColor(x, y).getBrightness();
                sum += brightness;
                brightest = Math.max(brightest, brightness);
            }
        }
        return sum / (image.getWidth() * image.getHeight()) < 0.25 && brightest > 0.6;
    }
}
