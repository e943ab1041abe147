package org.lectern.app.ui;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.lectern.app.reading.ExamContents;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.ui.ReadingWorkspace;
import org.lectern.app.settings.PreferencesFile;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyLease;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.study.Study;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exam in the window: its workspace, as soon as its headers have been read, and the way back to the list. Objects
 * that arrive or are withdrawn meanwhile are taken up.
 */
final class Exam extends StackPane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exam.class);
    private static final String PATIENT_CHANGED =
            "The data of this patient were merged or corrected while this exam was open. Check who this is: leave the exam"
                    + " and open it again.";

    private static final double ABOVE_THE_TOOLS = 48;

    private final StudyEntry study;
    private final ReadingServices services;
    private final PreferencesFile preferences;
    private final Runnable back;
    private final ExamContents contents;
    private final LocalArchive archive;
    private final AtomicReference<Optional<StudyLease>> lease = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label words = new Label("Opening…");
    private final HBox notice = new HBox(8);
    private final Label noticed = new Label();
    private final Button retry = new Button("Try again");
    private final Label arriving = new Label();
    private Optional<ReadingWorkspace> workspace = Optional.empty();
    private String told = "";
    private Consumer<List<String>> watcher = series -> {};
    private List<String> onScreen = List.of();

    Exam(StudyEntry study, LocalArchive archive, ReadingServices services, PreferencesFile preferences, Runnable back) {
        this.preferences = preferences;
        this.study = study;
        this.archive = archive;
        this.services = services;
        this.back = back;
        this.contents = new ExamContents(archive, study);
        bar.setPrefWidth(320);
        VBox opening = new VBox(8, words, bar);
        opening.setAlignment(Pos.CENTER);
        Button list = new Button("‹ Studies");
        list.setTooltip(new Tooltip("Back to the list  (Esc)"));
        list.setFocusTraversable(false);
        list.setOnAction(event -> back.run());
        setAlignment(list, Pos.TOP_RIGHT);
        setMargin(list, new Insets(6));
        arriving.getStyleClass().add("arriving");
        arriving.setMouseTransparent(true);
        setAlignment(arriving, Pos.TOP_RIGHT);
        setMargin(arriving, new Insets(12, 108, 0, 0));
        build(notice);
        setAlignment(notice, Pos.BOTTOM_CENTER);
        setMargin(notice, new Insets(6, 6, ABOVE_THE_TOOLS, 6));
        getChildren().addAll(opening, list, arriving, notice);
    }

    private void build(HBox bar) {
        bar.getStyleClass().add("exam-notice");
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        noticed.setWrapText(true);
        noticed.setMaxWidth(900);
        noticed.getStyleClass().add("attention");
        Button hide = new Button("✕");
        hide.setAccessibleText("Hide this");
        for (Button button : List.of(retry, hide)) {
            button.setFocusTraversable(false);
            button.setMinWidth(USE_PREF_SIZE);
        }
        hide.setOnAction(event -> bar.setVisible(false));
        show(retry, false);
        bar.getChildren().addAll(noticed, retry, hide);
        bar.setVisible(false);
    }

    private static void show(Button button, boolean isShown) {
        button.setVisible(isShown);
        button.setManaged(isShown);
    }

    /** The exam as the list had it. */
    StudyEntry study() {
        return study;
    }

    /** Whether an image of it has been painted. */
    boolean showsImage() {
        return workspace.filter(shown -> shown.paintedCount() > 0).isPresent();
    }

    /** How many images are still to come, in words; empty when the exam is whole. FX thread. */
    void tellArriving(String text) {
        arriving.setText(text);
        workspace.ifPresent(shown -> shown.model().setArriving(!text.isEmpty()));
    }

    /** The exam did not come whole: why, and how it is tried again. FX thread. */
    void tellIncomplete(String why, Runnable again) {
        retry.setOnAction(event -> {
            notice.setVisible(false);
            told = "";
            again.run();
        });
        if (!why.equals(told)) {
            show(retry, true);
            warn(why);
        }
    }

    /** Hears which series are on the screen, that of the active viewport first, whenever others are. FX thread. */
    void onScreen(Consumer<List<String>> hears) {
        watcher = hears;
    }

    private void tellSeries(ReadingModel model) {
        List<String> now = Stream.concat(Stream.of(model.active()), model.shown().stream())
                .flatMap(viewport -> viewport.content().stream())
                .flatMap(content -> content.displaySet().instances().stream().limit(1))
                .flatMap(instance -> instance.header().text(Tag.SeriesInstanceUID).stream())
                .distinct()
                .toList();
        if (!now.equals(onScreen)) {
            onScreen = now;
            watcher.accept(now);
        }
    }

    void start() {
        archiveChanged();
    }

    /** The archive has changed, perhaps this exam too. Any thread; many changes at once are one. */
    void archiveChanged() {
        if (!closed.get() && !asked.getAndSet(true)) {
            try {
                services.threads().io().execute(this::readAgain);
            } catch (RejectedExecutionException ending) {
                LOG.debug("an exam is not read again: the program ends");
            }
        }
    }

    private void readAgain() {
        try {
            synchronized (contents) {
                keep();
                asked.set(false);
                contents.read(done -> Platform.runLater(() -> progress(done)), closed::get)
                        .ifPresent(state -> Platform.runLater(() -> show(state)));
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("an exam cannot be opened", e);
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            Platform.runLater(() -> fail(why));
        }
    }

    /** While it is open nothing of it makes room for others. */
    private void keep() throws IOException {
        if (lease.get().isEmpty()) {
            lease.set(Optional.of(archive.open(study)));
            if (closed.get()) {
                lease.getAndSet(Optional.empty()).ifPresent(StudyLease::close);
            }
        }
    }

    private void show(ExamContents.State state) {
        if (closed.get()) {
            return;
        }
        if (workspace.isEmpty() && state.study().isEmpty()) {
            fail("None of its objects can be read. Run: lectern doctor");
        } else {
            state.study()
                    .ifPresent(read -> workspace.ifPresentOrElse(
                            shown -> shown.renew(read, state.rejected()), () -> show(read, state.rejected())));
            List<String> notices = new ArrayList<>();
            if (state.isPatientChanged()) {
                notices.add(PATIENT_CHANGED);
            }
            missing(state.unreadable(), state.apart(), state.withdrawn()).ifPresent(notices::add);
            if (!state.rejected().isEmpty()) {
                notices.add((state.rejected().size() == 1
                                ? "1 object of this exam was"
                                : state.rejected().size() + " objects of this exam were")
                        + " rejected for quality; what they show is crossed out.");
            }
            if (!notices.isEmpty()) {
                show(retry, false);
                warn(String.join(" ", notices));
            }
        }
    }

    /**
     * What the reader does not get to see of an exam, in words.
     *
     * @param unreadable objects whose files cannot be read
     * @param apart objects whose header names the patient otherwise than the rest
     * @param withdrawn objects that were taken away while the exam was open
     */
    static Optional<String> missing(int unreadable, int apart, int withdrawn) {
        List<String> parts = new ArrayList<>();
        if (unreadable > 0) {
            parts.add("%d of its objects cannot be read (run: lectern doctor)".formatted(unreadable));
        }
        if (apart > 0) {
            parts.add("%d of its objects name the patient or the patient ID's issuer differently".formatted(apart));
        }
        Optional<String> gap = parts.isEmpty()
                ? Optional.empty()
                : Optional.of("This exam is not shown whole: " + String.join("; ", parts) + ".");
        if (withdrawn == 0) {
            return gap;
        }
        String gone =
                (withdrawn == 1 ? "1 image was" : withdrawn + " images were") + " withdrawn while this exam was open.";
        return Optional.of(gap.map(text -> gone + " " + text).orElse(gone));
    }

    private void warn(String text) {
        if (!text.equals(told)) { // hidden once, it stays hidden until there is something new to say
            told = text;
            noticed.setText(text);
            notice.setVisible(true);
        }
    }

    private void progress(int done) {
        words.setText("Opening: %d of %d objects".formatted(done, study.instanceCount()));
        bar.setProgress(done / (double) Math.max(1, study.instanceCount()));
    }

    private void show(Study read, Set<String> rejected) {
        ReadingWorkspace shown = new ReadingWorkspace(read, services);
        if (!rejected.isEmpty()) {
            shown.renew(read, rejected);
        }
        workspace = Optional.of(shown);
        shown.model().setArriving(!arriving.getText().isEmpty());
        shown.onLeave(back);
        shown.model().setTextScale(preferences.preferences().textScale());
        shown.model()
                .onChange(() -> preferences.change(
                        kept -> kept.withTextScale(shown.model().textScale())));
        shown.model().onChange(() -> tellSeries(shown.model()));
        shown.model().all().forEach(viewport -> viewport.onChange((changed, change) -> tellSeries(shown.model())));
        getChildren().set(0, shown);
        shown.requestFocus();
        tellSeries(shown.model());
    }

    private void fail(String why) {
        if (!closed.get() && workspace.isEmpty()) {
            bar.setVisible(false);
            words.setText("This exam cannot be opened. " + why);
            words.getStyleClass().add("attention");
        }
    }

    @Override
    public void close() {
        closed.set(true);
        workspace.ifPresent(ReadingWorkspace::close);
        lease.getAndSet(Optional.empty()).ifPresent(StudyLease::close);
    }
}
