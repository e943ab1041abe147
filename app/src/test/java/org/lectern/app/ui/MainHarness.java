package org.lectern.app.ui;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.lectern.app.Threads;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.settings.Folders;
import org.lectern.imaging.archive.LocalArchive;

/**
 * Opens the main window on the folders of {@code LECTERN_HOME}, presses keys and writes pictures of it: for looking at
 * during development. Arguments: output prefix, {@code WIDTHxHEIGHT}, then {@code key:Ctrl+E}, {@code type:words},
 * {@code press:css-selector}, {@code row:number}, {@code wait:milliseconds}, {@code shot}.
 */
final class MainHarness {
    private static int shots;

    private MainHarness() {}

    public static void main(String[] arguments) throws Exception {
        Folders folders = Folders.ofThisProcess();
        Threads threads = Threads.start();
        MasterKeys keys = Services.keys(folders, new PassphraseQuestion());
        LocalArchive archive = LocalArchive.open(folders.archive(), new ArchiveKey(folders, keys).find());
        Platform.startup(() -> {});
        String[] size = arguments[1].split("x");
        MainWindow[] window = new MainWindow[1];
        Scene[] scene = new Scene[1];
        Services services = Services.open(archive, folders, threads, InstantSource.system(), keys);
        onFx(() -> {
            Stage stage = new Stage();
            window[0] = new MainWindow(stage, threads, folders, InstantSource.system());
            scene[0] = new Scene(window[0].root(), Double.parseDouble(size[0]), Double.parseDouble(size[1]));
            Theme.apply(scene[0]);
            window[0].attach(scene[0]);
            stage.setScene(scene[0]);
            stage.show();
            window[0].show(archive, services);
        });
        TimeUnit.SECONDS.sleep(2);
        for (String step : List.of(arguments).subList(2, arguments.length)) {
            step(step, scene[0], arguments[0]);
        }
        System.exit(0);
    }

    private static void step(String step, Scene scene, String prefix) throws Exception {
        String rest = step.substring(step.indexOf(':') + 1);
        if (step.equals("shot")) {
            onFx(() -> write(scene.snapshot(null), Path.of(prefix + "-" + shots++ + ".png")));
        } else if (step.startsWith("wait:")) {
            TimeUnit.MILLISECONDS.sleep(Long.parseLong(rest));
        } else if (step.startsWith("type:")) {
            onFx(() -> ((TextInputControl) scene.getFocusOwner()).setText(rest));
        } else if (step.startsWith("press:")) {
            onFx(() -> ((ButtonBase) scene.lookup(rest)).fire());
        } else if (step.startsWith("row:")) {
            onFx(() -> ((javafx.scene.control.TableView<?>) scene.lookup(".study-table"))
                    .getSelectionModel()
                    .clearAndSelect(Integer.parseInt(rest)));
        } else if (step.startsWith("focus:")) {
            onFx(() -> scene.lookup(rest).requestFocus());
        } else if (step.startsWith("key:")) {
            onFx(() -> press(scene, rest));
        }
        TimeUnit.MILLISECONDS.sleep(250);
    }

    private static void press(Scene scene, String chord) {
        boolean ctrl = chord.contains("Ctrl+");
        boolean shift = chord.contains("Shift+");
        boolean alt = chord.contains("Alt+");
        KeyCode code = KeyCode.valueOf(chord.substring(chord.lastIndexOf('+') + 1));
        Node target = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
        Event.fireEvent(target, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, ctrl, alt, false));
        Event.fireEvent(target, new KeyEvent(KeyEvent.KEY_RELEASED, "", "", code, shift, ctrl, alt, false));
    }

    private static void onFx(Runnable action) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Throwable[] failure = new Throwable[1];
        Platform.runLater(() -> {
            try {
                action.run();
            } catch (Throwable e) {
                failure[0] = e;
            }
            done.countDown();
        });
        if (!done.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the screen does not answer");
        }
        if (failure[0] != null) {
            failure[0].printStackTrace();
        }
    }

    private static void write(WritableImage image, Path file) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getPixelReader()
                    .getPixels(0, y, width, 1, javafx.scene.image.PixelFormat.getIntArgbInstance(), row, 0, width);
            copy.setRGB(0, y, width, 1, row, 0, width);
        }
        try {
            ImageIO.write(copy, "png", file.toFile());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
