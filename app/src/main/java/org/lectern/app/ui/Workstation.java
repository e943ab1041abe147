package org.lectern.app.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.lectern.app.Threads;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Logs;
import org.lectern.app.settings.Preferences;
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
    private static final String IMPORT = "--import=";
    private static final String BRIEF = "--brief";
    private static final String UNSEEN = "--unseen";

    private Threads threads = Threads.start();
    private final Folders folders = Folders.ofThisProcess();
    private final PassphraseQuestion question = new PassphraseQuestion();
    private final MasterKeys keys = Services.keys(folders, question);
    private final ArchiveKey key = new ArchiveKey(folders, keys);
    private Future<Optional<LocalArchive>> opening =
            CompletableFuture.failedFuture(new IllegalStateException("not started"));
    private volatile Optional<LocalArchive> archive = Optional.empty();
    private Optional<Services> services = Optional.empty();
    private Optional<MainWindow> window = Optional.empty();

    /** Made by the toolkit. */
    public Workstation() {}

    /** How long the window stays. */
    public enum Stay {
        /** Until the reader closes it. */
        UNTIL_CLOSED,
        /** Until the first image, or the list when nothing is to be opened, is on the screen; samples are not offered. */
        UNTIL_FIRST_IMAGE,
        /** The same, invisible where the desktop can do that. */
        UNTIL_FIRST_IMAGE_UNSEEN
    }

    /**
     * Runs the workstation until its window is closed.
     *
     * @param imports what to import and open
     * @param studyUids what to open from the archive
     */
    public static int start(List<Path> imports, List<String> studyUids, Stay stay) {
        List<String> arguments = new ArrayList<>();
        if (stay != Stay.UNTIL_CLOSED) {
            arguments.add(BRIEF);
        }
        if (stay == Stay.UNTIL_FIRST_IMAGE_UNSEEN) {
            arguments.add(UNSEEN);
        }
        imports.forEach(path -> arguments.add(IMPORT + path));
        studyUids.forEach(uid -> arguments.add(STUDY + uid));
        Application.launch(Workstation.class, arguments.toArray(String[]::new));
        return 0;
    }

    /** The archive opens while the window is being made. */
    @Override
    public void init() {
        Logs.start(folders.logs());
        opening = threads.io().submit(this::openUnlessLocked);
        LOG.info("Lectern starts on Java {}", Runtime.version());
    }

    @Override
    public void start(Stage stage) {
        MainWindow main = fill(stage);
        stage.setTitle("Lectern");
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        place(stage, screen, main.preferences().window());
        if (isAsked(UNSEEN)) {
            stage.setOpacity(0);
        }
        stage.show();
        if (isAsked(BRIEF)) {
            boolean image = !asked(IMPORT).isEmpty() || !asked(STUDY).isEmpty();
            new StartWatch(image ? main::showsImage : main::showsList).start();
        }
        threads.io().execute(() -> openArchive(stage, main));
    }

    /** A window's content, with nothing in it yet. */
    private MainWindow fill(Stage stage) {
        MainWindow main = new MainWindow(stage, threads, folders, InstantSource.system());
        window = Optional.of(main);
        Scene scene = stage.getScene() == null
                ? new Scene(main.root())
                : new Scene(
                        main.root(),
                        stage.getScene().getWidth(),
                        stage.getScene().getHeight());
        Theme.apply(scene);
        main.attach(scene);
        stage.setScene(scene);
        return main;
    }

    /** Where the reader left it, when that is still on a screen; else all of the first screen. */
    private static void place(Stage stage, Rectangle2D screen, Optional<Preferences.Bounds> wanted) {
        Optional<Preferences.Bounds> kept = wanted.filter(bounds -> !Screen.getScreensForRectangle(
                        bounds.x() + bounds.width() / 2, bounds.y() + bounds.height() / 2, 1, 1)
                .isEmpty());
        boolean maximised = kept.isEmpty() || kept.get().maximised();
        stage.setX(maximised ? screen.getMinX() : kept.get().x());
        stage.setY(maximised ? screen.getMinY() : kept.get().y());
        stage.setWidth(maximised ? screen.getWidth() : kept.get().width());
        stage.setHeight(maximised ? screen.getHeight() : kept.get().height());
        stage.setMaximized(maximised);
    }

    private boolean isAsked(String option) {
        return getParameters().getRaw().contains(option);
    }

    private List<String> asked(String option) {
        return getParameters().getRaw().stream()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> argument.substring(option.length()))
                .toList();
    }

    /** Nothing when somebody has to type the passphrase first. */
    private Optional<LocalArchive> openUnlessLocked() throws IOException {
        return key.isAskedFor() && !PassphraseQuestion.isInFile()
                ? Optional.empty()
                : Optional.of(LocalArchive.open(folders.archive(), key.find()));
    }

    private LocalArchive unlock(char[] passphrase) throws IOException {
        question.offer(passphrase);
        return LocalArchive.open(folders.archive(), key.find());
    }

    private void enter(Stage stage, MainWindow main, LocalArchive opened) {
        archive = Optional.of(opened);
        try {
            Services reached = Services.open(opened, folders, threads, InstantSource.system(), keys)
                    .with(encrypts -> convert(stage, main, encrypts));
            Platform.runLater(() -> {
                services = Optional.of(reached);
                main.show(opened, reached);
                main.begin(asked(IMPORT).stream().map(Path::of).toList(), asked(STUDY), !isAsked(BRIEF));
            });
        } catch (IOException e) {
            LOG.error("archives elsewhere cannot be reached", e);
            Platform.runLater(
                    () -> main.showFirst(Message.of("The archive cannot be used", String.valueOf(e.getMessage()))));
        }
    }

    private void openArchive(Stage stage, MainWindow main) {
        try {
            Optional<LocalArchive> opened = opening.get();
            if (opened.isPresent()) {
                enter(stage, main, opened.get());
            } else {
                Platform.runLater(() -> main.showFirst(
                        new UnlockScreen(threads.io(), this::unlock, unlocked -> enter(stage, main, unlocked))));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.error("the archive cannot be opened", e);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            Platform.runLater(() -> main.showFirst(Message.of("The archive cannot be opened", why)));
        }
    }

    /** The window's content goes, the archive is converted, and a new content comes with it. */
    private void convert(Stage stage, MainWindow before, boolean encrypts) {
        if (archive.isEmpty() || services.isEmpty()) {
            return; // it is under way
        }
        ArchiveConversion conversion = new ArchiveConversion(folders, key, services.get(), threads, archive.get());
        services = Optional.empty();
        archive = Optional.empty();
        before.close();
        threads = Threads.start();
        MainWindow main = fill(stage);
        ConversionScreen screen = new ConversionScreen(encrypts, conversion.files());
        main.showFirst(screen);
        threads.io().execute(() -> {
            try {
                ArchiveConversion.Converted converted = conversion.run(encrypts, screen::done);
                enter(stage, main, converted.archive());
                Platform.runLater(() -> converted
                        .problem()
                        .ifPresentOrElse(
                                main.status()::warn,
                                () -> main.status()
                                        .say(encrypts ? "The archive is encrypted" : "The archive is decrypted")));
            } catch (IOException e) {
                LOG.error("the archive cannot be opened", e);
                Platform.runLater(() ->
                        main.showFirst(Message.of("The archive cannot be opened", String.valueOf(e.getMessage()))));
            }
        });
    }

    @Override
    public void stop() {
        if (!isAsked(BRIEF)) {
            window.ifPresent(MainWindow::keepPlace);
        }
        window.ifPresent(MainWindow::close);
        services.ifPresent(reached -> {
            try {
                reached.close();
            } catch (IOException e) {
                LOG.error("the transfers could not be ended in order", e);
            }
        });
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
