package org.lectern.app.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.lectern.app.Threads;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Logs;
import org.lectern.imaging.archive.LocalArchive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workstation's process: makes the executors, shows the window at once, opens the archive behind it, and ends
 * everything in order.
 */
public final class Workstation extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(Workstation.class);
    private static final String STUDY = "--study=";

    private final Threads threads = Threads.start();
    private final Folders folders = Folders.ofThisProcess();
    private Optional<LocalArchive> archive = Optional.empty();
    private Optional<MainWindow> window = Optional.empty();

    /** Made by the toolkit. */
    public Workstation() {}

    /**
     * Runs the workstation until its window is closed.
     *
     * @param imports what to import and open
     * @param studyUids what to open from the archive
     */
    public static int start(List<Path> imports, List<String> studyUids) {
        List<String> arguments = new ArrayList<>();
        imports.forEach(path -> arguments.add(path.toString()));
        studyUids.forEach(uid -> arguments.add(STUDY + uid));
        Application.launch(Workstation.class, arguments.toArray(String[]::new));
        return 0;
    }

    @Override
    public void init() {
        Logs.start(folders.logs());
        LOG.info("Lectern starts on Java {}", Runtime.version());
    }

    @Override
    public void start(Stage stage) {
        MainWindow main = new MainWindow(stage, threads, folders, InstantSource.system());
        window = Optional.of(main);
        Scene scene = new Scene(main.root());
        Theme.apply(scene);
        main.attach(scene);
        stage.setScene(scene);
        stage.setTitle("Lectern");
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setX(screen.getMinX());
        stage.setY(screen.getMinY());
        stage.setWidth(screen.getWidth());
        stage.setHeight(screen.getHeight());
        stage.setMaximized(true);
        stage.show();
        threads.io().execute(() -> openArchive(main));
    }

    private void openArchive(MainWindow main) {
        try {
            LocalArchive opened = LocalArchive.open(folders.archive());
            Platform.runLater(() -> {
                archive = Optional.of(opened);
                main.show(opened);
                List<String> raw = getParameters().getRaw();
                main.begin(
                        raw.stream()
                                .filter(name -> !name.startsWith(STUDY))
                                .map(Path::of)
                                .toList(),
                        raw.stream()
                                .filter(name -> name.startsWith(STUDY))
                                .map(name -> name.substring(STUDY.length()))
                                .toList());
            });
        } catch (IOException | RuntimeException e) {
            LOG.error("the archive cannot be opened", e);
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            Platform.runLater(() -> main.showProblem("The archive cannot be opened", why));
        }
    }

    @Override
    public void stop() {
        window.ifPresent(MainWindow::close);
        threads.close();
        archive.ifPresent(opened -> {
            try {
                opened.close();
            } catch (IOException e) {
                LOG.error("the archive could not be closed in order", e);
            }
        });
    }
}
