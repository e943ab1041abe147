package org.lectern.app.reading.ui;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.reading.Crosshair;
import org.lectern.app.reading.EdgeLetters;
import org.lectern.app.reading.MarkText;
import org.lectern.app.reading.MprPicture;
import org.lectern.app.reading.Picture;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.Sample;
import org.lectern.app.reading.Viewport;
import org.lectern.app.tool.Drafting;
import org.lectern.imaging.geometry.OrientationLabels;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.Tile;
import org.lectern.rendering.view.ViewTransform;

/** One viewport on the screen: the image, what is drawn over it, a scroll bar; or a screen that a document brings. */
final class ViewportPane extends Region {
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
    private static final double BAR = 10;
    private static final int MOST_MEASURED = 1000;

    private final ReadingModel model;
    private final Viewport viewport;
    private final Painter painter;
    private final ImageView image = new ImageView();
    private final Canvas canvas = new Canvas();
    private final Label notice = new Label();
    private final ScrollBar bar = new ScrollBar();
    private final Overlay overlay;
    private Optional<Node> screen = Optional.empty();
    private Optional<Point2> pointer = Optional.empty();
    private Optional<Annotation> edited = Optional.empty();
    private Optional<Drafting> draft = Optional.empty();
    private Optional<Magnifier> magnifier = Optional.empty();
    private Optional<Painter.Job> asked = Optional.empty();
    private final Map<Annotation, List<String>> measured = new HashMap<>();
    private boolean adjusting;

    ViewportPane(ReadingModel model, Viewport viewport, ReadingServices services) {
        this.model = model;
        this.viewport = viewport;
        this.painter = new Painter(services.threads().pool(), image, this::painted);
        this.overlay = new Overlay(canvas, model, viewport);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getStyleClass().add("viewport");
        setMinSize(40, 40);
        image.setSmooth(false);
        image.setMouseTransparent(true);
        canvas.setMouseTransparent(true);
        notice.getStyleClass().add("viewport-notice");
        notice.setWrapText(true);
        notice.setMouseTransparent(true);
        bar.setOrientation(Orientation.VERTICAL);
        bar.getStyleClass().add("viewport-bar");
        bar.setVisible(false);
        bar.setAccessibleText("Position in the series");
        bar.setFocusTraversable(false);
        bar.valueProperty().addListener((property, old, value) -> {
            if (!adjusting) {
                model.activate(viewport);
                viewport.goTo((int) Math.rint(value.doubleValue()));
            }
        });
        getChildren().addAll(image, canvas, notice, bar);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        viewport.onChange((changed, change) -> changed(change));
        model.onChange(this::redraw);
    }

    Viewport viewport() {
        return viewport;
    }

    Painter painter() {
        return painter;
    }

    /** Shows a screen of its own instead of pictures, or pictures again. */
    void setScreen(Optional<Node> other) {
        screen.ifPresent(node -> {
            getChildren().remove(node);
            if (node instanceof DocumentScreens.Desk desk) {
                desk.close();
            }
        });
        screen = other;
        other.ifPresent(node -> getChildren().add(0, node));
        requestLayout();
        redraw();
    }

    /** Device pixels in one logical pixel. */
    double outputScale() {
        return getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getOutputScaleX();
    }

    /** A place of the pane in device pixels. */
    Point2 device(double x, double y) {
        return new Point2(x * outputScale(), y * outputScale());
    }

    /** From image pixels to the pane's logical pixels. */
    Optional<ViewTransform> logicalTransform() {
        return viewport.transform().map(transform -> transform.logical(outputScale()));
    }

    void setPointer(Optional<Point2> place) {
        pointer = place;
        redraw();
    }

    void setDraft(Optional<Drafting> drawing) {
        draft = drawing;
        redraw();
    }

    Optional<Drafting> draft() {
        return draft;
    }

    /** Shows a mark as it is being dragged, before the change is made. */
    void setEdited(Optional<Annotation> changing) {
        edited = changing;
        redraw();
    }

    void setMagnifier(Optional<Magnifier> glass) {
        magnifier = glass;
        redraw();
    }

    /** The marks on the picture shown, the one being dragged as it would be. */
    List<Annotation> marks() {
        return viewport.key().stream()
                .flatMap(key -> model.annotations().on(key).stream())
                .map(mark ->
                        edited.filter(other -> other.id().equals(mark.id())).orElse(mark))
                .toList();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        image.relocate(0, 0);
        image.setFitWidth(width);
        image.setFitHeight(height);
        canvas.setWidth(width);
        canvas.setHeight(height);
        double noticeWidth = Math.min(width - 24, 420);
        notice.resizeRelocate((width - noticeWidth) / 2, height * 0.25, noticeWidth, height * 0.5);
        bar.resizeRelocate(width - BAR, 0, BAR, height);
        screen.ifPresent(node -> node.resizeRelocate(0, 0, width, height));
        int deviceWidth = (int) Math.max(1, Math.rint(width * outputScale()));
        int deviceHeight = (int) Math.max(1, Math.rint(height * outputScale()));
        viewport.setTile(Tile.of(deviceWidth, deviceHeight));
        redraw();
    }

    private void changed(Viewport.Change change) {
        if (viewport.picture().isEmpty()) {
            painter.clear();
            asked = Optional.empty();
            notice.setText("");
            bar.setVisible(false);
            redraw();
            return;
        }
        if (viewport.tile().width() > 1) {
            request(job(change.dragging()), change.paged());
        }
        updateBar();
        if (!change.picture()) {
            redraw();
        }
    }

    private void request(Painter.Job job, boolean paged) {
        boolean same = asked.isPresent()
                && job.picture() instanceof MprPicture plane
                && plane.looksLike(asked.get().picture())
                && job.transform().equals(asked.get().transform())
                && job.tile().equals(asked.get().tile())
                && job.layer().equals(asked.get().layer())
                && (job.coarse() || !asked.get().coarse());
        if (same) {
            redraw();
            return;
        }
        asked = Optional.of(job);
        painter.request(job, paged);
    }

    /** The crosshair on the picture shown. */
    Optional<Crosshair> crosshair() {
        return viewport.picture().orElse(null) instanceof MprPicture plane && model.hasReferenceLines()
                ? logicalTransform().map(transform -> Crosshair.of(plane, transform, getWidth(), getHeight()))
                : Optional.empty();
    }

    private Painter.Job job(boolean coarse) {
        Picture picture = viewport.picture().orElseThrow();
        return new Painter.Job(
                picture,
                ViewTransform.resolve(picture.grid(), viewport.look(), viewport.tile()),
                viewport.tile(),
                viewport.layer(),
                coarse || picture.isSlow());
    }

    private void updateBar() {
        adjusting = true;
        int count = viewport.count();
        bar.setVisible(count > 1 && screen.isEmpty());
        bar.setMin(0);
        bar.setMax(Math.max(1, count - 1));
        bar.setVisibleAmount(Math.max(1, count / 20.0));
        bar.setUnitIncrement(1);
        bar.setBlockIncrement(Math.max(1, count / 10.0));
        bar.setValue(viewport.position());
        adjusting = false;
    }

    private void painted(Painter.Result result) {
        boolean current = viewport.picture()
                .filter(picture ->
                        picture.identity().equals(result.job().picture().identity()))
                .isPresent();
        if (!current && result.failure().isPresent()) {
            return; // what was left meanwhile may have lost its memory
        }
        viewport.setPainted(result.painted());
        measured.clear(); // values may be at hand only now
        notice.setText(result.failure()
                .map(why -> "This image cannot be shown.\n" + why)
                .orElse(""));
        redraw();
    }

    void redraw() {
        pseudoClassStateChanged(ACTIVE, model.active() == viewport);
        Brush brush = overlay.clear();
        Optional<Picture> picture = viewport.picture();
        Optional<ViewTransform> transform = logicalTransform();
        if (screen.isPresent() || picture.isEmpty() || transform.isEmpty() || getWidth() < 1) {
            if (screen.isEmpty() && getWidth() > 1) {
                overlay.empty(brush);
            }
            frame(brush);
            return;
        }
        Optional<Sample> sample =
                pointer.flatMap(place -> picture.get().sample(transform.get().toImage(place)));
        crosshair()
                .ifPresent(cross -> CrosshairPainter.draw(
                        brush,
                        cross,
                        ((MprPicture) picture.get()).state().slab().thicknessMm()));
        overlay.draw(brush, transform.get(), picture.get(), sample);
        MarkPainter marks = new MarkPainter(
                brush, transform.get(), picture.get(), mark -> words(mark, picture.get()), getWidth(), getHeight());
        marks.draw(marks(), model.selected());
        draft.filter(drawing -> viewport.key().filter(drawing.frame()::equals).isPresent())
                .ifPresent(marks::draw);
        magnifier.ifPresent(glass -> glass.draw(brush, image.getImage(), outputScale()));
        frame(brush);
        describe(picture.get(), transform.get());
    }

    /** The label of a mark, measured once for each picture painted: a large region takes its time. */
    private List<String> words(Annotation mark, Picture picture) {
        if (measured.size() > MOST_MEASURED) {
            measured.clear();
        }
        return measured.computeIfAbsent(mark, each -> MarkText.of(each, picture));
    }

    /** The active one of several viewports has a thin frame, nothing else has. */
    private void frame(Brush brush) {
        if (model.active() == viewport && model.layout().count() > 1 && !model.isMaximised()) {
            brush.graphics().setStroke(Tokens.ACCENT);
            brush.graphics().setLineWidth(1);
            brush.graphics().strokeRect(0.5, 0.5, getWidth() - 1, getHeight() - 1);
        }
    }

    /** What a screen reader says, which is also what tests look at. */
    private void describe(Picture picture, ViewTransform transform) {
        OrientationLabels letters = EdgeLetters.of(picture, viewport.look(), transform);
        String edges = "left %s, right %s, top %s, bottom %s"
                .formatted(letters.left(), letters.right(), letters.top(), letters.bottom());
        setAccessibleText(model.cornerText(viewport)
                .map(text -> String.join("\n", text.topLeft()) + "\n" + String.join("\n", text.topRight()) + "\n"
                        + String.join("\n", text.bottomLeft()) + "\n" + String.join("\n", text.bottomRight()) + "\n"
                        + edges)
                .orElse(edges));
    }

    /** Asks for the words of a mark where it lies; Enter or a click elsewhere takes them, Escape none. */
    void askText(Annotation annotation, Consumer<String> words) {
        Point2 at = logicalTransform()
                .map(transform -> transform.toScreen(annotation.points().getLast()))
                .orElse(Point2.ORIGIN);
        TextField field = new TextField();
        field.setAccessibleText("Text of the mark");
        field.setPrefColumnCount(18);
        Runnable done = () -> {
            if (getChildren().remove(field)) {
                words.accept(field.getText().strip());
            }
        };
        field.setOnAction(event -> requestFocus());
        field.focusedProperty().addListener((focus, before, now) -> {
            if (!now) {
                done.run();
            }
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                field.clear();
                requestFocus();
                event.consume();
            }
        });
        getChildren().add(field);
        double width = 200 * textScale();
        field.resizeRelocate(
                Math.clamp(at.x(), 0, Math.max(0, getWidth() - width)),
                Math.clamp(at.y(), 0, Math.max(0, getHeight() - 28)),
                width,
                26 * textScale());
        field.requestFocus();
    }

    double textScale() {
        return model.textScale();
    }
}
