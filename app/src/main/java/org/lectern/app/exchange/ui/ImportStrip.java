package org.lectern.app.exchange.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.lectern.app.exchange.ImportJobs;
import org.lectern.app.wording.Wording;
import org.lectern.imaging.archive.importing.ImportProgress;
import org.lectern.imaging.archive.importing.ImportReport;

/** One line that shows an import in numbers, lets it be cancelled, and tells its end; hidden otherwise. */
public final class ImportStrip extends HBox {
    private final ImportJobs jobs;
    private final Consumer<ImportReport> ended;
    private final Consumer<ImportReport> details;
    private final Label words = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel = new Button("Cancel");
    private final Button refused = new Button();
    private final Button close = new Button("Close");
    private final AtomicReference<ImportProgress> latest = new AtomicReference<>(ImportProgress.NONE);

    /**
     * A strip for these jobs.
     *
     * @param ended hears each report on the screen's thread
     * @param details shows what was refused
     */
    public ImportStrip(ImportJobs jobs, Consumer<ImportReport> ended, Consumer<ImportReport> details) {
        super(12);
        this.jobs = jobs;
        this.ended = ended;
        this.details = details;
        getStyleClass().add("import-strip");
        setAlignment(Pos.CENTER_LEFT);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        bar.setPrefWidth(240);
        cancel.setOnAction(event -> jobs.cancel());
        close.setOnAction(event -> show(false));
        getChildren().addAll(words, bar, space, refused, cancel, close);
        show(false);
    }

    /** Starts an import and shows it. */
    public void start(List<Path> sources) {
        running(true);
        words.setText("Looking for files…");
        bar.setProgress(0);
        show(true);
        jobs.start(sources, new ImportJobs.Listener() {
            @Override
            public void progressed(ImportProgress progress) {
                if (ImportProgress.NONE.equals(latest.getAndSet(progress))) {
                    Platform.runLater(ImportStrip.this::draw); // one request at a time
                }
            }

            @Override
            public void ended(ImportReport report) {
                Platform.runLater(() -> end(report));
            }
        });
    }

    /** Takes the report of an import that has ended away. */
    public void dismiss() {
        if (!cancel.isVisible()) {
            show(false);
        }
    }

    private void draw() {
        ImportProgress progress = latest.getAndSet(ImportProgress.NONE);
        if (ImportProgress.NONE.equals(progress) || !cancel.isVisible()) {
            return;
        }
        if (progress.counting()) {
            words.setText("Looking for files: %d found".formatted(progress.total()));
            return;
        }
        bar.setProgress(progress.fraction());
        words.setText("Importing %d of %d files · %s · %d new objects%s"
                .formatted(
                        progress.seen(),
                        progress.total(),
                        Wording.size(progress.bytes()),
                        progress.stored(),
                        progress.refused() == 0 ? "" : " · " + progress.refused() + " refused"));
    }

    private void end(ImportReport report) {
        running(false);
        words.setText("Import ended: " + report.summary());
        boolean problems = !report.refusals().isEmpty();
        refused.setText("Show what was refused");
        refused.setVisible(problems);
        refused.setManaged(problems);
        refused.setOnAction(event -> details.accept(report));
        ended.accept(report);
    }

    private void running(boolean runs) {
        for (Region part : List.of(bar, cancel)) {
            part.setVisible(runs);
            part.setManaged(runs);
        }
        close.setVisible(!runs);
        close.setManaged(!runs);
        if (runs) {
            refused.setVisible(false);
            refused.setManaged(false);
        }
    }

    private void show(boolean shown) {
        setVisible(shown);
        setManaged(shown);
    }
}
