package org.lectern.app.ui;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.lectern.app.Threads;
import org.lectern.app.exchange.ImportJobs;
import org.lectern.app.exchange.ui.ImportStrip;
import org.lectern.app.exchange.ui.RefusalPanel;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Preferences;
import org.lectern.app.settings.PreferencesFile;
import org.lectern.app.worklist.ui.WorklistActions;
import org.lectern.app.worklist.ui.WorklistScreen;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.importing.ImportReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The window: the list or one exam in the middle, what is being imported below it, one line of state at the bottom. All
 * of it belongs to the toolkit's thread.
 */
final class MainWindow implements WorklistActions {
    private static final Logger LOG = LoggerFactory.getLogger(MainWindow.class);

    private final Stage stage;
    private final Threads threads;
    private final Folders folders;
    private final InstantSource clock;
    private final PreferencesFile preferences;
    private final BorderPane root = new BorderPane();
    private final StackPane layers = new StackPane(root);
    private final StackPane middle = new StackPane();
    private final VBox foot = new VBox();
    private final StatusStrip status = new StatusStrip();
    private final Node top;
    private Optional<Parts> parts = Optional.empty();
    private Optional<Exam> exam = Optional.empty();
    private final SampleStudies samples;
    private int samplesLeft;
    private boolean openAfterImport;
    private long changesSeen;

    /** What there is once the archive is open. */
    private record Parts(
            LocalArchive archive, ImportJobs jobs, WorklistScreen list, ImportStrip imports, ReadingServices reading) {}

    MainWindow(Stage stage, Threads threads, Folders folders, InstantSource clock) {
        this.stage = stage;
        this.threads = threads;
        this.folders = folders;
        this.clock = clock;
        this.preferences = new PreferencesFile(folders.configuration());
        this.samples = new SampleStudies(folders);
        root.getStyleClass().add("window");
        this.top = new TopBar(this, this::showList).node();
        root.setTop(top);
        root.setCenter(middle);
        foot.getChildren().add(status);
        root.setBottom(foot);
        middle.getChildren()
                .setAll(message("Opening the archive…", folders.archive().toString()));
    }

    Parent root() {
        return layers;
    }

    void attach(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        scene.setOnDragOver(this::onDragOver);
        scene.setOnDragDropped(this::onDropped);
        stage.focusedProperty().addListener((focus, before, now) -> {
            if (now) {
                refreshWhenChangedByOthers();
            }
        });
    }

    void show(LocalArchive archive) {
        ImportJobs jobs = new ImportJobs(archive, threads.io());
        ImportStrip imports = new ImportStrip(jobs, this::imported, this::showRefusals);
        WorklistScreen list = new WorklistScreen(archive, threads, clock, this);
        ReadingServices reading =
                ReadingServices.start(threads, folders.archive().resolveSibling("annotations"));
        parts = Optional.of(new Parts(archive, jobs, list, imports, reading));
        foot.getChildren().addFirst(imports);
        status.show(archive);
        archive.notices().forEach(status::warn);
        archive.onChange(() -> Platform.runLater(this::archiveChanged));
        showList();
        list.refresh();
        list.focusSearch();
    }

    /** What arrives from elsewhere joins the list, and the exam that is open. */
    private void archiveChanged() {
        exam.ifPresentOrElse(
                Exam::archiveChanged, () -> parts.ifPresent(p -> p.list().refresh()));
    }

    /** Whether the list of the studies has been filled. */
    boolean showsList() {
        return parts.filter(p -> p.list().isFilled()).isPresent();
    }

    /** Whether an image has been painted. */
    boolean showsImage() {
        return exam.filter(Exam::showsImage).isPresent();
    }

    /**
     * Imports and opens what was named on the command line; on the very first start, the samples.
     *
     * @param offersSamples false for a start that is only measured
     */
    void begin(List<Path> imports, List<String> studyUids, boolean offersSamples) {
        if (!imports.isEmpty()) {
            openAfterImport = true;
            start(imports);
        } else if (offersSamples && samples.areWanted()) {
            importSamples();
        }
        studyUids.stream().findFirst().ifPresent(this::openUid);
    }

    private void openUid(String uid) {
        parts.ifPresent(p -> threads.io().execute(() -> {
            try {
                List<StudyEntry> found = p.archive().studiesWithUid(uid);
                Platform.runLater(() -> openOnly(found, uid));
            } catch (IOException e) {
                Platform.runLater(() -> status.warn(String.valueOf(e.getMessage())));
            }
        }));
    }

    /** Which patient's study is meant when two have the same UID is for the reader to say. */
    private void openOnly(List<StudyEntry> found, String uid) {
        switch (found.size()) {
            case 0 -> status.warn("No study in the archive has the UID " + uid);
            case 1 -> open(found.getFirst());
            default ->
                status.warn("%d patients have a study with the UID %s. Choose the patient in the list."
                        .formatted(found.size(), uid));
        }
    }

    void showProblem(String title, String text) {
        middle.getChildren().setAll(message(title, text));
    }

    private static Node message(String title, String text) {
        Label first = new Label(title);
        first.getStyleClass().add("message-title");
        Label second = new Label(text);
        second.setWrapText(true);
        second.setMaxWidth(720);
        second.setAlignment(Pos.CENTER);
        second.setTextAlignment(TextAlignment.CENTER);
        second.getStyleClass().add("secondary");
        VBox box = new VBox(8, first, second);
        box.setAlignment(Pos.CENTER);
        return box;
    }

    // --- the two screens

    private void showList() {
        exam.ifPresent(Exam::close);
        exam = Optional.empty();
        stage.setTitle("Lectern");
        root.setTop(top);
        status.showLine(true);
        parts.ifPresent(p -> {
            middle.getChildren().setAll(p.list());
            p.list().refresh();
            p.list().focusList();
        });
    }

    @Override
    public void open(StudyEntry study) {
        parts.ifPresent(p -> {
            exam.ifPresent(Exam::close);
            Exam opening = new Exam(study, p.archive(), p.reading(), preferences, this::showList);
            exam = Optional.of(opening);
            middle.getChildren().setAll(opening);
            root.setTop(null);
            p.imports().dismiss();
            status.showLine(false);
            stage.setTitle("Lectern – " + opening.title());
            opening.start();
        });
    }

    @Override
    public void remove(StudyEntry study) {
        if (!RemovalQuestion.ask(stage, study)) {
            return;
        }
        parts.ifPresent(p -> threads.io().execute(() -> {
            try {
                p.archive().remove(study);
                Platform.runLater(() -> {
                    p.list().refresh();
                    status.say("One exam was removed from this computer");
                    status.show(p.archive());
                });
            } catch (IOException e) {
                LOG.error("removal failed", e);
                Platform.runLater(() -> status.warn(String.valueOf(e.getMessage())));
            }
        }));
    }

    // --- imports

    @Override
    public void importFiles() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Import DICOM files or ZIP archives");
        List<File> chosen = chooser.showOpenMultipleDialog(stage);
        if (chosen != null) {
            start(chosen.stream().map(File::toPath).toList());
        }
    }

    @Override
    public void importFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Import a folder or a medium");
        File chosen = chooser.showDialog(stage);
        if (chosen != null) {
            start(List.of(chosen.toPath()));
        }
    }

    @Override
    public void importSamples() {
        status.say("Making the sample studies…");
        samplesLeft = SampleStudies.count();
        threads.io().execute(() -> {
            try {
                samples.write(threads, folder -> Platform.runLater(() -> start(List.of(folder))));
            } catch (IOException e) {
                LOG.error("the samples cannot be written", e);
                Platform.runLater(() -> status.warn("The sample studies cannot be made: " + e.getMessage()));
            }
        });
    }

    /** Samples are imported before anything else that a reader could ask for meanwhile is counted. */
    private void sampleImported() {
        if (samplesLeft > 0 && --samplesLeft == 0) {
            status.say("The sample studies are invented; nobody in them exists");
            threads.io().execute(() -> {
                try {
                    samples.clear();
                } catch (IOException e) {
                    LOG.warn("the samples' folder cannot be deleted", e);
                }
            });
        }
    }

    private void start(List<Path> sources) {
        parts.ifPresent(p -> p.imports().start(sources));
    }

    private void imported(ImportReport report) {
        sampleImported();
        parts.ifPresent(p -> {
            p.list().refresh();
            status.show(p.archive());
            if (openAfterImport && report.stored() + report.alreadyHere() > 0) {
                report.studyUids().stream().sorted().findFirst().ifPresent(this::openUid);
            }
            openAfterImport = false;
        });
        if (!report.refusals().isEmpty() && report.stored() == 0) {
            showRefusals(report);
        }
    }

    private void showRefusals(ImportReport report) {
        closePanel();
        layers.getChildren().add(new RefusalPanel(report, this::closePanel));
    }

    private boolean closePanel() {
        return layers.getChildren().removeIf(RefusalPanel.class::isInstance);
    }

    // --- input

    private void onKey(KeyEvent event) {
        boolean done = true;
        if (event.getCode() == KeyCode.ESCAPE && closePanel()) {
            LOG.debug("panel closed");
        } else if (event.getCode() == KeyCode.I && event.isShortcutDown()) {
            if (event.isShiftDown()) {
                importFolder();
            } else {
                importFiles();
            }
        } else if (event.getCode() == KeyCode.F && event.isShortcutDown() && exam.isEmpty()) {
            parts.ifPresent(p -> p.list().focusSearch());
        } else {
            done = false;
        }
        if (done) {
            event.consume();
        }
    }

    private void onDragOver(DragEvent event) {
        if (parts.isPresent() && event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        }
    }

    private void onDropped(DragEvent event) {
        List<File> files = event.getDragboard().getFiles();
        if (files != null && !files.isEmpty()) {
            start(files.stream().map(File::toPath).toList());
            event.setDropCompleted(true);
            event.consume();
        }
    }

    private void refreshWhenChangedByOthers() {
        parts.ifPresent(p -> {
            try {
                long changes = p.archive().changesByOthers();
                if (changes != changesSeen) {
                    changesSeen = changes;
                    p.list().refresh();
                }
            } catch (IOException e) {
                LOG.warn("the archive does not answer", e);
            }
        });
    }

    /** What the reader was used to. */
    Preferences preferences() {
        return preferences.preferences();
    }

    /** Remembers where the window stands. */
    void keepPlace() {
        Preferences.Bounds bounds = new Preferences.Bounds(
                stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
        if (bounds.isUsable()) {
            preferences.change(kept -> kept.withWindow(bounds));
            preferences.save();
        }
    }

    void close() {
        exam.ifPresent(Exam::close);
        parts.ifPresent(p -> {
            p.jobs().cancelAll();
            p.reading().close();
        });
    }
}
