package org.lectern.app.reading.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import org.lectern.app.reading.FrameSource;
import org.lectern.app.reading.Growth;
import org.lectern.app.reading.LayerLook;
import org.lectern.app.reading.PaintOrder;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.StackContent;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.Study;
import org.lectern.rendering.view.Look;
import org.lectern.rendering.view.Tile;
import org.lectern.rendering.view.ViewTransform;

/** The display sets of the exam: a click shows one in the active viewport, a drag in any. */
final class ThumbnailStrip extends ScrollPane {
    private static final int SIZE = 104;
    private static final Tile TILE = Tile.of(SIZE, SIZE);

    private final VBox list = new VBox(4);
    private final ReadingServices services;
    private final FrameSource source;
    private final Consumer<DisplaySet> open;
    private final List<Shown> shown = new ArrayList<>();

    private record Shown(DisplaySet displaySet, int rejected, Button button) {}

    ThumbnailStrip(ReadingServices services, FrameSource source, Consumer<DisplaySet> open) {
        this.services = services;
        this.source = source;
        this.open = open;
        getStyleClass().add("thumbnails");
        setFitToWidth(true);
        setPrefWidth(SIZE + 40);
        setMinWidth(SIZE + 40);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        list.getStyleClass().add("thumbnail-list");
        setContent(list);
        setAccessibleText("Series of this exam");
    }

    /**
     * Shows the display sets of an exam; those that have not changed since keep their picture.
     *
     * @param rejectedOf how many of some instances were rejected for quality
     */
    void show(Study study, ToIntFunction<List<Instance>> rejectedOf) {
        List<Shown> before = List.copyOf(shown);
        shown.clear();
        for (DisplaySet displaySet : study.displaySets()) {
            shown.add(before.stream()
                    .filter(old -> Growth.isSame(old.displaySet(), displaySet)
                            && old.displaySet().instances().equals(displaySet.instances())
                            && old.rejected() == rejectedOf.applyAsInt(displaySet.instances()))
                    .findFirst()
                    .orElseGet(() -> shown(displaySet, rejectedOf.applyAsInt(displaySet.instances()))));
        }
        list.getChildren().setAll(shown.stream().map(Shown::button).toList());
    }

    private Shown shown(DisplaySet displaySet, int rejected) {
        Button button = thumbnail(displaySet);
        if (rejected > 0 && button.getGraphic() instanceof StackPane stack) {
            boolean isAll = rejected == displaySet.instances().size();
            String words = isAll ? "rejected" : rejected + " rejected";
            Label label = new Label(words);
            label.getStyleClass().add("thumbnail-rejected");
            label.setMouseTransparent(true);
            StackPane.setAlignment(label, Pos.TOP_CENTER);
            if (isAll) {
                for (Line line : List.of(new Line(0, 0, SIZE, SIZE), new Line(0, SIZE, SIZE, 0))) {
                    line.setStroke(Tokens.DANGER);
                    line.setStrokeWidth(2);
                    line.setMouseTransparent(true);
                    stack.getChildren().add(line);
                }
            }
            stack.getChildren().add(label);
            button.setAccessibleText(button.getAccessibleText() + ", " + words + " for quality");
        }
        return new Shown(displaySet, rejected, button);
    }

    private Button thumbnail(DisplaySet displaySet) {
        ImageView picture = new ImageView();
        picture.setFitWidth(SIZE);
        picture.setFitHeight(SIZE);
        Label count = new Label(badge(displaySet));
        count.getStyleClass().add("thumbnail-count");
        StackPane stack = new StackPane(picture, count);
        stack.getStyleClass().add("thumbnail-image");
        stack.setMinSize(SIZE, SIZE);
        stack.setMaxSize(SIZE, SIZE);
        StackPane.setAlignment(count, Pos.BOTTOM_RIGHT);
        String name = modality(displaySet) + "  " + displaySet.description();
        Button button = new Button(name.strip(), stack);
        button.setContentDisplay(ContentDisplay.TOP);
        button.getStyleClass().add("thumbnail");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(name + ", " + badge(displaySet));
        Tooltip tooltip = new Tooltip(tooltip(displaySet, name));
        button.setTooltip(tooltip);
        button.setOnAction(event -> open.accept(displaySet));
        button.setOnDragDetected(event -> {
            Dragboard board = button.startDragAndDrop(TransferMode.COPY);
            ClipboardContent content = new ClipboardContent();
            content.putString(displaySet.key());
            board.setContent(content);
            if (picture.getImage() != null) {
                board.setDragView(picture.getImage());
            }
            event.consume();
        });
        if (displaySet.frames().isEmpty()) {
            Label symbol = new Label(symbol(displaySet));
            symbol.getStyleClass().add("thumbnail-symbol");
            stack.getChildren().addFirst(symbol);
        } else {
            paint(displaySet, picture, count);
        }
        return button;
    }

    private void paint(DisplaySet displaySet, ImageView view, Label count) {
        try {
            services.threads().pool().execute(() -> {
                int[] pixels = new int[SIZE * SIZE];
                try (StackContent content = new StackContent(
                        displaySet, source, services.renderers().rasterizer())) {
                    var picture = content.picture(displaySet.frames().size() / 2);
                    ViewTransform transform = ViewTransform.resolve(picture.grid(), Look.INITIAL, TILE);
                    picture.paint(new PaintOrder(transform, TILE, LayerLook.INITIAL, false, pixels));
                    Platform.runLater(() -> show(view, pixels));
                } catch (java.io.IOException | RuntimeException unreadable) {
                    Platform.runLater(() -> count.setText("unreadable"));
                }
            });
        } catch (RejectedExecutionException closing) {
            count.setText("");
        }
    }

    private static void show(ImageView view, int[] pixels) {
        WritableImage image = new WritableImage(SIZE, SIZE);
        image.getPixelWriter().setPixels(0, 0, SIZE, SIZE, PixelFormat.getIntArgbInstance(), pixels, 0, SIZE);
        view.setImage(image);
    }

    /** What stands for a thing without a picture: large letters, as in the list of exams. */
    private static String symbol(DisplaySet displaySet) {
        return switch (displaySet.kind()) {
            case DOCUMENT -> "PDF".equals(mime(displaySet)) ? "PDF" : "DOC";
            case WAVEFORM -> "ECG".equals(modality(displaySet)) ? "ECG" : "WAVE";
            default -> modality(displaySet);
        };
    }

    private static String mime(DisplaySet displaySet) {
        return displaySet.instances().isEmpty()
                ? ""
                : displaySet
                        .instances()
                        .getFirst()
                        .header()
                        .text(Tag.MIMETypeOfEncapsulatedDocument)
                        .orElse("")
                        .replaceFirst("^application/", "")
                        .toUpperCase(Locale.ROOT);
    }

    private static String badge(DisplaySet displaySet) {
        return switch (displaySet.kind()) {
            case VOLUME, STACK, CINE, VIDEO ->
                Integer.toString(displaySet.frames().size());
            case DOCUMENT -> "document";
            case REPORT -> "report";
            case WAVEFORM -> "waveform";
            case PRESENTATION -> "presentation";
            case SEGMENTATION -> "segmentation";
            case OTHER -> "not shown";
        };
    }

    private static String modality(DisplaySet displaySet) {
        return displaySet.instances().isEmpty()
                ? ""
                : displaySet.instances().getFirst().header().text(Tag.Modality).orElse("");
    }

    private static String tooltip(DisplaySet displaySet, String name) {
        StringBuilder text = new StringBuilder(name);
        displaySet.findings().forEach(finding -> text.append("\n").append(finding.what()));
        return text.toString();
    }
}
