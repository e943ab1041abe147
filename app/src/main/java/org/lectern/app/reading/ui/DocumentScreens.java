package org.lectern.app.reading.ui;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.lectern.app.document.ui.PdfScreen;
import org.lectern.app.document.ui.ReportScreen;
import org.lectern.app.document.ui.WaveformScreen;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.document.EncapsulatedDocument;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.report.ObjectReference;
import org.lectern.imaging.report.StructuredReport;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.waveform.WaveformGroup;

/** Screens for documents, reports and waveforms; their objects are read off the screen's thread. */
final class DocumentScreens implements ContentScreens {
    private final Executor background;
    private final Consumer<ObjectReference> show;

    /**
     * Screens.
     *
     * @param background reads files
     * @param show asked to show an object that a report refers to
     */
    DocumentScreens(Executor background, Consumer<ObjectReference> show) {
        this.background = background;
        this.show = show;
    }

    @Override
    public Optional<Node> screenFor(DisplaySet displaySet) {
        boolean known = switch (displaySet.kind()) {
            case DOCUMENT, REPORT, WAVEFORM -> true;
            default -> false;
        };
        if (!known || displaySet.instances().isEmpty()) {
            return Optional.empty();
        }
        Desk desk = new Desk();
        background.execute(() -> {
            try {
                DataSet object =
                        DicomFile.read(displaySet.instances().getFirst().file()).dataSet();
                Optional<Supplier<Node>> screen = prepare(displaySet.kind(), object);
                Platform.runLater(() -> screen.ifPresentOrElse(
                        made -> desk.put(made.get()), () -> desk.tell("This object holds nothing that can be shown.")));
            } catch (IOException | RuntimeException e) {
                Platform.runLater(() -> desk.tell("This object cannot be shown.\n" + e.getMessage()));
            }
        });
        return Optional.of(desk);
    }

    /** Reads in the background; the supplier makes the node on the screen's thread. */
    private Optional<Supplier<Node>> prepare(DisplaySet.Kind kind, DataSet object) throws IOException {
        return switch (kind) {
            case DOCUMENT ->
                EncapsulatedDocument.of(object)
                        .map(document -> () -> new PdfScreen(document, new OneByOne(background)));
            case REPORT -> StructuredReport.of(object).map(report -> () -> new ReportScreen(report, show));
            case WAVEFORM -> {
                List<WaveformGroup> groups = WaveformGroup.of(object);
                yield groups.isEmpty() ? Optional.empty() : Optional.of(() -> new WaveformScreen(groups));
            }
            default -> Optional.empty();
        };
    }

    /** Holds a screen until it is dropped. */
    static final class Desk extends StackPane implements AutoCloseable {
        private boolean closed;

        Desk() {
            tell("Opening…");
        }

        void tell(String text) {
            Label label = new Label(text);
            label.getStyleClass().add("viewport-notice");
            getChildren().setAll(label);
        }

        void put(Node screen) {
            getChildren().setAll(screen);
            if (closed) {
                close();
            }
        }

        @Override
        public void close() {
            closed = true;
            for (Node child : List.copyOf(getChildren())) {
                if (child instanceof PdfScreen pdf) {
                    pdf.close();
                }
            }
            getChildren().clear();
        }
    }

    /** One task after the other on an executor that would run them side by side. */
    private static final class OneByOne implements Executor {
        private final Executor executor;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private boolean running;

        OneByOne(Executor executor) {
            this.executor = executor;
        }

        @Override
        public synchronized void execute(Runnable task) {
            waiting.add(task);
            if (!running) {
                running = true;
                executor.execute(this::work);
            }
        }

        private void work() {
            for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
                next.get().run();
            }
        }

        private synchronized Optional<Runnable> next() {
            Optional<Runnable> next = Optional.ofNullable(waiting.poll());
            running = next.isPresent();
            return next;
        }
    }
}
