package org.lectern.app.ui;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.ui.ReadingWorkspace;
import org.lectern.app.settings.PreferencesFile;
import org.lectern.app.worklist.Wording;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.Study;
import org.lectern.imaging.study.StudyTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exam in the window: its workspace, as soon as its headers have been read, and the way back to the list. */
final class Exam extends StackPane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exam.class);

    private final StudyEntry study;
    private final LocalArchive archive;
    private final ReadingServices services;
    private final PreferencesFile preferences;
    private final Runnable back;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label words = new Label("Opening…");
    private Optional<ReadingWorkspace> workspace = Optional.empty();

    Exam(StudyEntry study, LocalArchive archive, ReadingServices services, PreferencesFile preferences, Runnable back) {
        this.preferences = preferences;
        this.study = study;
        this.archive = archive;
        this.services = services;
        this.back = back;
        bar.setPrefWidth(320);
        VBox opening = new VBox(8, words, bar);
        opening.setAlignment(Pos.CENTER);
        Button list = new Button("‹ Studies");
        list.setTooltip(new Tooltip("Back to the list  (Esc)"));
        list.setFocusTraversable(false);
        list.setOnAction(event -> back.run());
        setAlignment(list, Pos.TOP_RIGHT);
        setMargin(list, new Insets(6));
        getChildren().addAll(opening, list);
    }

    /** Patient and exam, for the window's title. */
    String title() {
        return Wording.name(study.patient().name()) + " · " + Wording.exam(study);
    }

    /** Whether an image of it has been painted. */
    boolean showsImage() {
        return workspace.filter(shown -> shown.paintedCount() > 0).isPresent();
    }

    void start() {
        services.threads().io().execute(() -> {
            try {
                Optional<Study> read = read();
                Platform.runLater(() -> read.ifPresentOrElse(
                        this::show, () -> fail("None of its objects can be read. Run: lectern doctor")));
            } catch (IOException | RuntimeException e) {
                LOG.error("an exam cannot be opened", e);
                String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                Platform.runLater(() -> fail(why));
            }
        });
    }

    private Optional<Study> read() throws IOException {
        List<InstanceEntry> entries = archive.instances(study);
        List<Instance> instances = new ArrayList<>();
        int unreadable = 0;
        for (InstanceEntry entry : entries) {
            if (closed.get()) {
                return Optional.empty();
            }
            try {
                instances.add(Instance.of(DicomFile.readHeader(entry.file())));
            } catch (IOException e) {
                unreadable++;
                LOG.warn("an object of an exam cannot be read", e);
            }
            int done = instances.size() + unreadable;
            if (done % 50 == 0) {
                Platform.runLater(() -> progress(done, entries.size()));
            }
        }
        List<Study> studies = StudyTree.of(instances).studies();
        Optional<Study> shown = studies.stream().max(Comparator.comparingInt(Exam::size));
        Optional<String> gap =
                missing(unreadable, instances.size() - shown.map(Exam::size).orElse(0));
        gap.filter(text -> shown.isPresent()).ifPresent(text -> Platform.runLater(() -> warn(text)));
        return shown;
    }

    /**
     * What the reader does not get to see of an exam, in words.
     *
     * @param unreadable objects whose files cannot be read
     * @param apart objects whose header names the patient otherwise than the rest
     */
    static Optional<String> missing(int unreadable, int apart) {
        List<String> parts = new ArrayList<>();
        if (unreadable > 0) {
            parts.add("%d of its objects cannot be read (run: lectern doctor)".formatted(unreadable));
        }
        if (apart > 0) {
            parts.add("%d of its objects name the patient or the patient ID's issuer differently".formatted(apart));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("This exam is not shown whole: " + String.join("; ", parts) + ".");
    }

    private void warn(String text) {
        if (closed.get()) {
            return;
        }
        Button notice = new Button(text + "  ✕");
        notice.getStyleClass().add("attention");
        notice.setTooltip(new Tooltip("Click to hide this"));
        notice.setFocusTraversable(false);
        notice.setOnAction(event -> getChildren().remove(notice));
        setAlignment(notice, Pos.BOTTOM_CENTER);
        setMargin(notice, new Insets(6));
        getChildren().add(notice);
    }

    private static int size(Study read) {
        return read.series().stream()
                .mapToInt(series -> series.instances().size())
                .sum();
    }

    private void progress(int done, int all) {
        words.setText("Opening: %d of %d objects".formatted(done, all));
        bar.setProgress(done / (double) Math.max(1, all));
    }

    private void show(Study read) {
        if (closed.get()) {
            return;
        }
        ReadingWorkspace shown = new ReadingWorkspace(read, services);
        workspace = Optional.of(shown);
        shown.onLeave(back);
        shown.model().setTextScale(preferences.preferences().textScale());
        shown.model()
                .onChange(() -> preferences.change(
                        kept -> kept.withTextScale(shown.model().textScale())));
        getChildren().set(0, shown);
        shown.requestFocus();
    }

    private void fail(String why) {
        if (!closed.get()) {
            bar.setVisible(false);
            words.setText("This exam cannot be opened. " + why);
            words.getStyleClass().add("attention");
        }
    }

    @Override
    public void close() {
        closed.set(true);
        workspace.ifPresent(ReadingWorkspace::close);
    }
}
