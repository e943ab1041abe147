package org.lectern.app.document.ui;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.lectern.app.document.PdfPages;
import org.lectern.imaging.document.EncapsulatedDocument;

/** A PDF: one page after the other, fitted to the width, white dimmed so that it does not dazzle in a dark room. */
public final class PdfScreen extends BorderPane implements AutoCloseable {
    private static final double DIMMED = 0.82;
    private static final double MAX_WIDTH = 1000;
    private static final int PICTURE_WIDTH_PX = 2000;

    private final Executor background;
    private final ImageView picture = new ImageView();
    private final StackPane desk = new StackPane(picture);
    private final Label position = new Label("opening …");
    private PdfPages pages; // touched on the background executor only, in the order of its tasks
    private int page;
    private int count;
    private boolean closed;

    /**
     * A document.
     *
     * @param background runs one task after the other; pages are opened and rendered there
     */
    @SuppressWarnings("NullAway.Init") // the pages are opened by the first task in the background
    public PdfScreen(EncapsulatedDocument document, Executor background) {
        this.background = background;
        getStyleClass().add("pdf-screen");
        getStylesheets().add(DocumentStyle.sheet());
        ScrollPane scroll = new ScrollPane(desk);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("pdf-screen");
        desk.setAlignment(Pos.TOP_CENTER);
        picture.setPreserveRatio(true);
        picture.setOpacity(DIMMED);
        picture.fitWidthProperty().bind(Bindings.min(scroll.widthProperty().subtract(24), MAX_WIDTH));
        setCenter(scroll);
        setBottom(bar());
        setAccessibleText(document.title().orElse("PDF document"));
        background.execute(() -> attempt(() -> {
            pages = PdfPages.open(document.read());
            int opened = pages.count();
            Platform.runLater(() -> {
                count = opened;
                show(0);
            });
        }));
    }

    @Override
    public void close() {
        closed = true;
        background.execute(() -> attempt(() -> {
            if (pages != null) {
                pages.close();
            }
        }));
    }

    private Node bar() {
        HBox bar = new HBox(button("‹", "Previous page", -1), button("›", "Next page", 1), position);
        bar.getStyleClass().add("document-bar");
        return bar;
    }

    private Button button(String text, String name, int step) {
        Button button = new Button(text);
        button.setTooltip(new Tooltip(name));
        button.setAccessibleText(name);
        button.setOnAction(event -> show(page + step));
        return button;
    }

    private void show(int wanted) {
        if (wanted < 0 || wanted >= count || closed) {
            return;
        }
        page = wanted;
        position.setText("page " + (wanted + 1) + " of " + count);
        background.execute(() -> attempt(() -> {
            PdfPages.Page rendered = pages.render(wanted, PICTURE_WIDTH_PX);
            Platform.runLater(() -> paint(rendered, wanted));
        }));
    }

    private void paint(PdfPages.Page rendered, int of) {
        if (of != page || closed) {
            return;
        }
        WritableImage image = new WritableImage(rendered.widthPx(), rendered.heightPx());
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        rendered.widthPx(),
                        rendered.heightPx(),
                        PixelFormat.getIntArgbInstance(),
                        rendered.argb(),
                        0,
                        rendered.widthPx());
        picture.setImage(image);
    }

    private interface Work {
        void run() throws IOException;
    }

    private void attempt(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            Consumer<String> tell = message -> {
                Label problem = new Label(message);
                problem.getStyleClass().add("document-problem");
                desk.getChildren().setAll(problem);
            };
            String message = String.valueOf(e.getMessage());
            Platform.runLater(() -> tell.accept(message));
        }
    }
}
