package org.lectern.app.reading.ui;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.lectern.app.Threads;
import org.lectern.app.reading.ReadingServices;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.Study;
import org.lectern.imaging.study.StudyTree;

/**
 * Opens a folder in the reading workspace, gives commands by their id, and writes pictures of the screen: for looking at
 * during development. Arguments: folder, output prefix, then {@code WIDTHxHEIGHT}, command ids, {@code click:x,y},
 * {@code shot}.
 */
final class ReadingHarness {
    private ReadingHarness() {}

    public static void main(String[] arguments) throws Exception {
        Study study = open(Path.of(arguments[0]));
        Threads threads = Threads.start();
        Path home = Files.createTempDirectory("lectern-harness");
        ReadingServices services = ReadingServices.start(threads, home);
        Platform.startup(() -> {});
        ReadingWorkspace[] workspace = new ReadingWorkspace[1];
        Stage[] stage = new Stage[1];
        onFx(() -> {
            workspace[0] = new ReadingWorkspace(study, services);
            stage[0] = new Stage();
            stage[0].setScene(new Scene(workspace[0], 1600, 1000));
            stage[0].show();
        });
        int shot = 0;
        settle(workspace[0]);
        for (int i = 2; i < arguments.length; i++) {
            String step = arguments[i];
            if (step.equals("shot")) {
                settle(workspace[0]);
                Path file = Path.of(arguments[1] + "-" + shot++ + ".png");
                onFx(() -> write(stage[0].getScene().snapshot(null), file));
                System.out.println(
                        file + " dropped " + workspace[0].droppedCount() + " painted " + workspace[0].paintedCount());
            } else if (step.startsWith("mouse:")) {
                String[] parts = step.substring(6).split(",");
                List<Double> numbers = new ArrayList<>();
                for (int k = 1; k < parts.length; k++) {
                    numbers.add(Double.parseDouble(parts[k]));
                }
                Robots.mouse(stage[0].getScene(), parts[0], numbers);
            } else if (step.startsWith("show:")) {
                int index = Integer.parseInt(step.substring(5));
                onFx(() -> workspace[0].show(
                        study.displaySets().get(index), workspace[0].model().active()));
            } else {
                onFx(() -> workspace[0]
                        .commands()
                        .find(step)
                        .orElseThrow()
                        .action()
                        .run());
            }
            settle(workspace[0]);
        }
        onFx(workspace[0]::close);
        System.exit(0);
    }

    static Study open(Path folder) throws Exception {
        List<Instance> instances = new ArrayList<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try {
                    instances.add(Instance.of(DicomFile.readHeader(file)));
                } catch (java.io.IOException notDicom) {
                    System.out.println("skipped " + file.getFileName() + ": " + notDicom.getMessage());
                }
            }
        }
        StudyTree tree = StudyTree.of(instances);
        tree.studies().forEach(study -> {
            System.out.println("study " + study.description());
            study.displaySets()
                    .forEach(set -> System.out.println("  " + set.kind() + " "
                            + set.frames().size() + " " + set.description() + " " + set.findings()));
        });
        return tree.studies().getFirst();
    }

    static void onFx(Runnable action) throws Exception {
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
            throw new IllegalStateException(failure[0]);
        }
    }

    /** Waits until everything asked for is on the screen. */
    static void settle(ReadingWorkspace workspace) throws Exception {
        boolean[] idle = {false};
        for (int i = 0; i < 600 && !idle[0]; i++) {
            pulse();
            onFx(() -> idle[0] = workspace.isSettled());
        }
        pulse();
        pulse();
    }

    private static void pulse() throws Exception {
        CountDownLatch painted = new CountDownLatch(2);
        Platform.runLater(() -> new javafx.animation.AnimationTimer() {
            @Override
            public void handle(long now) {
                painted.countDown();
                if (painted.getCount() == 0) {
                    stop();
                }
            }
        }.start());
        if (!painted.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no pulse");
        }
    }

    static void write(WritableImage image, Path file) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                copy.setRGB(x, y, image.getPixelReader().getArgb(x, y));
            }
        }
        try {
            ImageIO.write(copy, "png", file.toFile());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
