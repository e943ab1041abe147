package org.lectern.app.ui;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.lectern.app.Threads;
import org.lectern.app.exchange.ImportJobs;
import org.lectern.app.exchange.ui.ImportStrip;
import org.lectern.app.exchange.ui.RefusalPanel;
import org.lectern.app.settings.Folders;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.importing.ImportReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes in by hand: files, folders, media and the samples. FX thread. */
final class ImportDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ImportDesk.class);

    private final Stage stage;
    private final Threads threads;
    private final StatusStrip status;
    private final StackPane layers;
    private final Consumer<ImportReport> imported;
    private final SampleStudies samples;
    private final ImportJobs jobs;
    private final ImportStrip strip;
    private int samplesLeft;

    /**
     * A desk.
     *
     * @param layers where the list of refusals is shown
     * @param imported hears of each import that has ended
     */
    ImportDesk(
            Stage stage,
            Threads threads,
            Folders folders,
            LocalArchive archive,
            StatusStrip status,
            StackPane layers,
            Consumer<ImportReport> imported) {
        this.stage = stage;
        this.threads = threads;
        this.status = status;
        this.layers = layers;
        this.imported = imported;
        this.samples = new SampleStudies(folders);
        this.jobs = new ImportJobs(archive, threads.io());
        this.strip = new ImportStrip(jobs, this::ended, this::showRefusals);
    }

    /** The line that shows an import. */
    Node strip() {
        return strip;
    }

    /** Takes the report of an import that has ended away. */
    void dismiss() {
        strip.dismiss();
    }

    /** Whether the samples were never offered before. */
    boolean offersSamples() {
        return samples.areWanted();
    }

    void chooseFiles() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Import DICOM files or ZIP archives");
        List<File> chosen = chooser.showOpenMultipleDialog(stage);
        if (chosen != null) {
            start(chosen.stream().map(File::toPath).toList());
        }
    }

    void chooseFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Import a folder or a medium");
        File chosen = chooser.showDialog(stage);
        if (chosen != null) {
            start(List.of(chosen.toPath()));
        }
    }

    void importSamples() {
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

    void start(List<Path> sources) {
        strip.start(sources);
    }

    /** Files may be dropped anywhere. */
    void dragged(DragEvent event) {
        if (event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        }
    }

    /** Imports what was dropped. */
    void dropped(DragEvent event) {
        List<File> files = event.getDragboard().getFiles();
        if (files != null && !files.isEmpty()) {
            start(files.stream().map(File::toPath).toList());
            event.setDropCompleted(true);
            event.consume();
        }
    }

    private void ended(ImportReport report) {
        sampleImported();
        imported.accept(report);
        if (!report.refusals().isEmpty() && report.stored() == 0) {
            showRefusals(report);
        }
    }

    private void showRefusals(ImportReport report) {
        closePanel();
        layers.getChildren().add(new RefusalPanel(report, this::closePanel));
    }

    /** Takes the list of refusals away. Answers whether there was one. */
    boolean closePanel() {
        return layers.getChildren().removeIf(RefusalPanel.class::isInstance);
    }

    /** Ends what is under way. */
    void close() {
        jobs.cancelAll();
    }
}
