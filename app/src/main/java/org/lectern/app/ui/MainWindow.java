package org.lectern.app.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.lectern.app.Threads;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.retrieval.query.StudyRow;
import org.lectern.app.retrieval.receiver.StationReceiver;
import org.lectern.app.retrieval.transfer.Priority;
import org.lectern.app.retrieval.transfer.State;
import org.lectern.app.retrieval.transfer.Transfer;
import org.lectern.app.retrieval.ui.SignInWanted;
import org.lectern.app.retrieval.ui.TransferText;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Preferences;
import org.lectern.app.settings.PreferencesFile;
import org.lectern.app.settings.ui.SettingsScreen;
import org.lectern.app.worklist.ListHabitsFile;
import org.lectern.app.worklist.ListRow;
import org.lectern.app.worklist.ui.TodayScreen;
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
    private final TopBar top;
    private final PauseTransition settle = new PauseTransition(Duration.millis(400));
    private Optional<Parts> parts = Optional.empty();
    private Optional<Exam> exam = Optional.empty();
    private Optional<Waiting> waiting = Optional.empty();
    private Optional<TodayScreen> day = Optional.empty();
    private final TransfersDrawer drawer;
    private boolean openAfterImport;
    private long changesSeen;

    /** What there is once the archive is open. */
    private record Parts(
            LocalArchive archive,
            Network network,
            Orders orders,
            TransferWatch watch,
            ImportDesk desk,
            WorklistScreen list,
            SettingsSections settings,
            ReadingServices reading) {}

    MainWindow(Stage stage, Threads threads, Folders folders, InstantSource clock) {
        this.stage = stage;
        this.threads = threads;
        this.folders = folders;
        this.clock = clock;
        this.preferences = new PreferencesFile(folders.configuration());
        this.drawer = new TransfersDrawer(layers, clock, this::focusMiddle);
        settle.setOnFinished(event -> parts.ifPresent(p -> p.list().refresh()));
        root.getStyleClass().add("window");
        this.top = new TopBar(this, this::showList);
        root.setTop(top.node());
        root.setCenter(middle);
        foot.getChildren().add(status);
        root.setBottom(foot);
        middle.getChildren()
                .setAll(Message.of("Opening the archive…", folders.archive().toString()));
    }

    Parent root() {
        return layers;
    }

    void attach(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        scene.addEventHandler(SignInWanted.WANTED, this::signIn);
        scene.setOnDragOver(event -> parts.ifPresent(p -> p.desk().dragged(event)));
        scene.setOnDragDropped(event -> parts.ifPresent(p -> p.desk().dropped(event)));
        stage.focusedProperty().addListener((focus, before, now) -> refreshWhenChangedByOthers(now));
    }

    /** Shows the list of an archive and of those elsewhere. */
    void show(LocalArchive archive, Services services) {
        Network network = services.network();
        ImportDesk desk = new ImportDesk(stage, threads, folders, archive, status, layers, this::imported);
        ListHabitsFile habits = new ListHabitsFile(archive.sealed(folders.listHabits()));
        WorklistScreen list = new WorklistScreen(archive, threads, clock, habits, this);
        SettingsSections settings = new SettingsSections(
                services, archive, folders.configuration(), habits, threads.io(), this::nodesChanged, status);
        ReadingServices reading = ReadingServices.start(threads, folders.marks(), archive);
        TransferWatch watch = new TransferWatch(network.transfers(), this::transfersChanged);
        parts = Optional.of(new Parts(
                archive, network, new Orders(archive, network.transfers()), watch, desk, list, settings, reading));
        list.setArriving(watch::arriving);
        list.onShown(shown -> top.hear(shown.elsewhere()));
        foot.getChildren().addFirst(desk.strip());
        status.show(archive);
        status.follow(reading.renderers().volumes());
        reading.findGraphics(folders.graphicsMark());
        archive.notices().forEach(status::warn);
        network.notices().forEach(status::warn);
        services.receiver().flatMap(StationReceiver::notice).ifPresent(status::warn);
        services.receiver().ifPresent(it -> Announcements.follow(it, () -> list.announced(network::announced)));
        archive.onChange(() -> Platform.runLater(this::archiveChanged));
        nodesChanged();
        setTextScale(preferences.preferences().textScale());
        showList();
        list.refresh();
        list.focusSearch();
    }

    /** Archives elsewhere were added, changed or removed. */
    private void nodesChanged() {
        parts.ifPresent(p -> {
            top.setNodes(p.network().sites().stream().map(Site::name).toList());
            p.list().sitesChanged();
        });
    }

    /** What arrives from elsewhere joins the list, and the exam that is open. */
    private void archiveChanged() {
        exam.ifPresent(Exam::archiveChanged);
        waiting.ifPresent(this::openWhenHere);
        if (exam.isEmpty()) {
            settle.playFromStart(); // objects come in groups, several a second
        }
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
            parts.ifPresent(p -> p.desk().start(imports));
        } else if (offersSamples && parts.filter(p -> p.desk().offersSamples()).isPresent()) {
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
            case 1 -> {
                parts.ifPresent(p -> p.network().opened(StudyAnswer.of(found.getFirst(), Site.HERE), List.of()));
                open(found.getFirst());
            }
            default ->
                status.warn("%d patients have a study with the UID %s. Choose the patient in the list."
                        .formatted(found.size(), uid));
        }
    }

    /** Shows something in place of the list before there is one. */
    void showFirst(Node screen) {
        middle.getChildren().setAll(screen);
        screen.requestFocus();
    }

    StatusStrip status() {
        return status;
    }

    // --- the two screens

    private void showList() {
        leaveExam();
        stage.setTitle("Lectern");
        root.setTop(top.node());
        status.showLine(true);
        parts.ifPresent(p -> {
            middle.getChildren().setAll(p.list());
            p.list().refresh();
            p.list().focusList();
        });
    }

    private void leaveExam() {
        exam.ifPresent(left -> {
            left.close();
            String uid = left.study().studyUid();
            parts.ifPresent(p -> p.network().left(uid));
        });
        exam = Optional.empty();
        waiting = Optional.empty();
        day.ifPresent(TodayScreen::close);
        day = Optional.empty();
    }

    @Override
    public void open(ListRow row) {
        parts.ifPresent(p -> p.network().opened(row.shown(), p.list().after(row)));
        if (row.isWhole() || row.study().sites().isEmpty()) {
            row.here().ifPresent(this::open);
            return;
        }
        long transfer = fetch(row, Priority.ON_SCREEN, Optional.empty());
        if (row.here().isPresent()) {
            open(row.here().get());
        } else {
            waitFor(row, transfer);
        }
    }

    private void open(StudyEntry study) {
        parts.ifPresent(p -> {
            leaveExam();
            Exam opening = new Exam(study, p.archive(), p.reading(), preferences, this::showList);
            opening.onScreen(series -> p.network().transfers().needFirst(study.studyUid(), series, List.of()));
            exam = Optional.of(opening);
            middle.getChildren().setAll(opening);
            root.setTop(null);
            p.desk().dismiss();
            status.showLine(false);
            stage.setTitle("Lectern – exam"); // no patient data in a window's title
            opening.start();
            showArrival();
        });
    }

    /** A study of which nothing is here: its screen waits for the first object. */
    private void waitFor(ListRow row, long transfer) {
        leaveExam();
        Waiting screen = new Waiting(
                row, transfer, LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()), new Waiting.Choices() {
                    @Override
                    public void leave() {
                        parts.ifPresent(p -> p.network().left(row.study().studyUid()));
                        showList();
                    }

                    @Override
                    public void cancel() {
                        parts.ifPresent(p -> {
                            p.network().transfers().cancel(transfer);
                            p.network().left(row.study().studyUid());
                        });
                        showList();
                    }

                    @Override
                    public void retry() {
                        open(row);
                    }
                });
        waiting = Optional.of(screen);
        middle.getChildren().setAll(screen);
        root.setTop(null);
        status.showLine(false);
        screen.requestFocus();
        showArrival();
        openWhenHere(screen);
    }

    /** Opens the exam as soon as something of this patient's study is here. */
    private void openWhenHere(Waiting screen) {
        ListRow.Key key = screen.row().key();
        parts.ifPresent(p -> threads.io().execute(() -> {
            try {
                Optional<StudyEntry> arrived = p.archive().studiesWithUid(key.studyUid()).stream()
                        .filter(study -> Orders.isOf(study, key) && study.instanceCount() > 0)
                        .findFirst();
                arrived.ifPresent(study -> Platform.runLater(() -> {
                    if (waiting.filter(screen::equals).isPresent()) {
                        open(study);
                    }
                }));
            } catch (IOException e) {
                LOG.warn("the archive does not answer", e);
            }
        }));
    }

    // --- transfers

    @Override
    public void fetch(ListRow row, Optional<String> site) {
        fetch(row, Priority.ASKED, site);
        status.say("Fetching one study; Ctrl+T shows how far it is");
    }

    private long fetch(ListRow row, Priority priority, Optional<String> site) {
        return parts.orElseThrow().orders().fetch(row, priority, site);
    }

    @Override
    public void send(StudyEntry study, String site) {
        parts.ifPresent(p -> threads.io().execute(() -> {
            try {
                p.orders().send(study, site, p.network().confirms(site));
                Platform.runLater(() -> status.say("Sending one study; Ctrl+T shows how far it is"));
            } catch (IOException e) {
                LOG.error("a study cannot be sent", e);
                Platform.runLater(() -> status.warn(String.valueOf(e.getMessage())));
            }
        }));
    }

    private void transfersChanged() {
        parts.ifPresent(p -> {
            top.showTransfers(p.watch().running(), p.watch().failed());
            p.list().arrivalsChanged();
            drawer.show(p.watch().list());
        });
        showArrival();
    }

    /** What an exam that is on its way says about it. */
    private void showArrival() {
        parts.ifPresent(p -> {
            waiting.ifPresent(screen -> screen.show(p.watch().list().stream()
                    .filter(it -> it.id() == screen.transfer())
                    .findFirst()));
            exam.ifPresent(open -> p.watch()
                    .fetching(open.study().studyUid(), open.study().patient().id())
                    .ifPresent(transfer -> showArrival(open, transfer)));
        });
    }

    private void showArrival(Exam open, Transfer transfer) {
        open.tellArriving(
                transfer.state().isEnd()
                        ? ""
                        : transfer.state() == State.HELD
                                ? "on hold: " + TransferText.count(transfer.progress())
                                : TransferText.arriving(transfer));
        List<String> words = TransferText.words(transfer);
        if (transfer.state() == State.FAILED || transfer.state() == State.FINISHED && !words.isEmpty()) {
            open.tellIncomplete(
                    "This exam did not come whole: %s. %s"
                            .formatted(TransferText.count(transfer.progress()), String.join(". ", words)),
                    () -> parts.ifPresent(p -> p.network().transfers().retry(transfer.id())));
        }
    }

    @Override
    public void showTransfers() {
        parts.ifPresent(p -> drawer.toggle(p.network().transfers(), p.watch().list()));
    }

    private void focusMiddle() {
        if (exam.isPresent() || waiting.isPresent()) {
            middle.getChildren().getFirst().requestFocus();
        } else {
            parts.ifPresent(p -> p.list().focusList());
        }
    }

    @Override
    public void showToday() {
        parts.filter(p -> exam.isEmpty() && waiting.isEmpty()).ifPresent(p -> {
            TodayScreen screen = new TodayScreen(
                    p.archive(), threads, clock, p.network().worklistSites(), this::open, this::showList);
            day = Optional.of(screen);
            middle.getChildren().setAll(screen);
            screen.focusList();
        });
    }

    /** Opens a study of today's list: what of it is here is looked up first. */
    private void open(StudyRow study) {
        parts.ifPresent(p -> threads.io().execute(() -> {
            try {
                ListRow.Key key = new ListRow(study, Optional.empty()).key();
                Optional<StudyEntry> here = p.archive().studiesWithUid(study.studyUid()).stream()
                        .filter(entry -> Orders.isOf(entry, key))
                        .findFirst();
                Platform.runLater(() -> open(new ListRow(study, here)));
            } catch (IOException e) {
                LOG.error("the archive does not answer", e);
                Platform.runLater(() -> status.warn(String.valueOf(e.getMessage())));
            }
        }));
    }

    @Override
    public List<Site> sites() {
        return parts.map(p -> p.network().sites()).orElse(List.of());
    }

    @Override
    public List<String> destinations() {
        return parts.map(p -> p.network().destinations()).orElse(List.of());
    }

    @Override
    public void pin(StudyEntry study, boolean isPinned) {
        parts.ifPresent(p -> threads.io().execute(() -> {
            String said = p.orders().pin(study, isPinned);
            Platform.runLater(() -> {
                status.say(said);
                p.list().refresh();
            });
        }));
    }

    private void signIn(SignInWanted wanted) {
        showList();
        showSettings("Archives");
        parts.ifPresent(p -> p.settings().signIn(wanted.node()));
    }

    @Override
    public void showSettings(String section) {
        parts.filter(p -> exam.isEmpty() && waiting.isEmpty()).ifPresent(p -> {
            drawer.close();
            SettingsScreen screen = new SettingsScreen(p.settings().all(), this::showList);
            middle.getChildren().setAll(screen);
            screen.show(section);
        });
    }

    @Override
    public void changeTextSize(int steps) {
        preferences.change(kept -> kept.withTextScale(Math.clamp(kept.textScale() + 0.1 * steps, 1, 1.5)));
        setTextScale(preferences.preferences().textScale());
    }

    private void setTextScale(double scale) {
        root.setStyle("-fx-font-size: %.1fpx;".formatted(12 * scale));
        parts.ifPresent(p -> p.list().setTextScale(scale));
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
        parts.ifPresent(p -> p.desk().chooseFiles());
    }

    @Override
    public void importFolder() {
        parts.ifPresent(p -> p.desk().chooseFolder());
    }

    @Override
    public void importSamples() {
        parts.ifPresent(p -> p.desk().importSamples());
    }

    private void imported(ImportReport report) {
        parts.ifPresent(p -> {
            p.list().refresh();
            status.show(p.archive());
            if (openAfterImport && report.stored() + report.alreadyHere() > 0) {
                report.studyUids().stream().sorted().findFirst().ifPresent(this::openUid);
            }
            openAfterImport = false;
        });
    }

    // --- input

    private void onKey(KeyEvent event) {
        boolean done = true;
        if (event.getCode() == KeyCode.ESCAPE
                && (parts.filter(p -> p.desk().closePanel()).isPresent() || drawer.close())) {
            LOG.debug("panel closed");
        } else if (event.getCode() == KeyCode.T && event.isShortcutDown() && !event.isShiftDown()) {
            showTransfers();
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

    private void refreshWhenChangedByOthers(boolean isFocused) {
        parts.filter(p -> isFocused).ifPresent(p -> {
            if (p.network().hasOtherNodes()) {
                nodesChanged();
            }
            try {
                long changes = p.archive().changesByOthers();
                if (changes != changesSeen) {
                    changesSeen = changes;
                    archiveChanged();
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
        day.ifPresent(TodayScreen::close);
        parts.ifPresent(p -> {
            p.desk().close();
            p.list().close();
            p.reading().close();
        });
        parts = Optional.empty();
    }
}
