package org.lectern.app.reading.ui;

import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.Viewport;
import org.lectern.app.reading.VolumeContent;
import org.lectern.app.reading.VolumePicture;
import org.lectern.app.tool.Drafting;
import org.lectern.app.tool.Grip;
import org.lectern.app.tool.Tool;
import org.lectern.rendering.view.Point2;

/**
 * The hands on one viewport: left drag is the tool, middle drag pans, right drag zooms, the wheel scrolls, with Ctrl it
 * zooms, with Shift it scrolls fast. On a volume left drag turns it and the wheel zooms. A mark under the pointer comes before the tool.
 */
final class PointerInput {
    private static final int FAST = 5;
    private static final double STILL = 3;

    /** What cannot be done in the viewport alone. */
    interface Host {
        /** A mark has been drawn. */
        void drawn(Annotation annotation);

        /** Something cannot be done here, and why. */
        void refused(String why);

        /** A right click, not a drag. */
        void menu(ViewportPane pane, MouseEvent event);
    }

    private final ReadingModel model;
    private final ViewportPane pane;
    private final Viewport viewport;
    private final Host host;
    private final MprInput mpr;
    private Point2 last = Point2.ORIGIN;
    private Point2 pressed = Point2.ORIGIN;
    private Optional<Grip> grip = Optional.empty();
    private double scrolled;
    private double wheel;
    private boolean inMpr;
    private boolean turning;

    PointerInput(ReadingModel model, ViewportPane pane, Host host) {
        this.model = model;
        this.pane = pane;
        this.viewport = pane.viewport();
        this.host = host;
        this.mpr = new MprInput(pane);
        pane.setOnMousePressed(this::press);
        pane.setOnMouseDragged(this::drag);
        pane.setOnMouseReleased(this::release);
        pane.setOnMouseMoved(this::move);
        pane.setOnMouseExited(event -> pane.setPointer(Optional.empty()));
        pane.setOnScroll(this::scroll);
    }

    private void press(MouseEvent event) {
        model.activate(viewport);
        pane.requestFocus();
        pressed = place(event);
        last = pressed;
        scrolled = 0;
        event.consume();
        if (event.getButton() != MouseButton.PRIMARY || viewport.picture().isEmpty()) {
            return;
        }
        if (event.getClickCount() == 2) {
            doubleClick();
            return;
        }
        Optional<Point2> image = image(pressed);
        if (pane.draft().isPresent()) {
            image.map(this::onImage).ifPresent(this::continueDraft);
            return;
        }
        inMpr = mpr.press(pressed);
        if (inMpr) {
            return;
        }
        grip = pane.logicalTransform().flatMap(transform -> Grip.at(pressed, pane.marks(), transform));
        model.select(grip.map(Grip::annotation));
        turning = grip.isEmpty() && turns();
        if (grip.isEmpty() && !turning) {
            startTool(image);
        }
    }

    private void startTool(Optional<Point2> image) {
        if (model.tool() == Tool.MAGNIFIER) {
            pane.setMagnifier(Optional.of(new Magnifier(pressed, 110 * pane.textScale(), 3)));
        }
        if (model.tool().draws().isPresent() && viewport.key().isEmpty()) {
            host.refused("Marks can be drawn on the images themselves, not on reformatted planes or volumes.");
        }
        if (model.tool().draws().isPresent()
                && image.filter(this::isOnImage).isPresent()
                && viewport.key().isPresent()) {
            Drafting draft =
                    new Drafting(model.tool().draws().get(), viewport.key().get(), near());
            finish(draft, draft.press(image.get()));
        }
    }

    private void continueDraft(Point2 point) {
        pane.draft().ifPresent(draft -> finish(draft, draft.press(point)));
    }

    private void doubleClick() {
        Optional<Drafting> draft = pane.draft();
        if (draft.isPresent()) {
            finish(draft.get(), draft.get().finish());
        } else {
            model.toggleMaximised();
        }
    }

    private void drag(MouseEvent event) {
        Point2 here = place(event);
        Point2 offset = here.minus(last).times(pane.outputScale());
        event.consume();
        if (viewport.picture().isEmpty()) {
            return;
        }
        switch (event.getButton()) {
            case MIDDLE -> viewport.pan(offset);
            case SECONDARY -> zoom(offset);
            case PRIMARY -> dragPrimary(here, offset);
            default -> {}
        }
        last = here;
        if (event.getButton() == MouseButton.PRIMARY) {
            pane.setPointer(Optional.of(here));
        }
    }

    private void dragPrimary(Point2 here, Point2 offset) {
        if (turning) {
            turn(offset);
            return;
        }
        if (inMpr) {
            mpr.drag(here);
            return;
        }
        if (grip.isPresent()) {
            pane.setEdited(dragged(here));
            return;
        }
        if (pane.draft().isPresent()) {
            image(here).map(this::onImage).ifPresent(point -> pane.draft().get().move(point));
            pane.redraw();
            return;
        }
        switch (model.tool()) {
            case WINDOW -> viewport.dragWindow(offset);
            case PAN -> viewport.pan(offset);
            case ZOOM -> zoom(offset);
            case SCROLL -> dragScroll(offset);
            case MAGNIFIER -> pane.setMagnifier(Optional.of(new Magnifier(here, 110 * pane.textScale(), 3)));
            default -> {}
        }
    }

    private void dragScroll(Point2 offset) {
        double step = Math.clamp(viewport.tile().height() / (1.5 * Math.max(1, viewport.count())), 2, 24);
        scrolled += offset.y() / step;
        int whole = (int) scrolled;
        scrolled -= whole;
        viewport.page(whole);
    }

    /** On a volume the tools for window and scrolling turn it: neither has a meaning there. */
    private boolean turns() {
        return volume().isPresent() && (model.tool() == Tool.WINDOW || model.tool() == Tool.SCROLL);
    }

    private void turn(Point2 offset) {
        if (volume().isPresent() && viewport.picture().orElse(null) instanceof VolumePicture picture) {
            viewport.transform()
                    .map(transform -> transform.imageOffset(offset).times(picture.spacingMm()))
                    .ifPresent(mm -> volume().get().model().roll(mm));
        }
    }

    private Optional<VolumeContent> volume() {
        return viewport.content().filter(VolumeContent.class::isInstance).map(VolumeContent.class::cast);
    }

    private void zoom(Point2 offset) {
        viewport.zoomAbout(pressed.times(pane.outputScale()), Math.exp(-offset.y() / 250));
    }

    private void release(MouseEvent event) {
        Point2 here = place(event);
        event.consume();
        if (event.getButton() == MouseButton.SECONDARY && here.distance(pressed) <= STILL) {
            host.menu(pane, event);
        }
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        turning = false;
        pane.setMagnifier(Optional.empty());
        if (inMpr) {
            mpr.release();
            inMpr = false;
        } else if (grip.isPresent()) {
            Annotation before = grip.get().annotation();
            dragged(here)
                    .filter(after -> !after.equals(before) && here.distance(pressed) > 1)
                    .ifPresent(after -> model.undo().perform(model.annotations().changing(before, after)));
            pane.setEdited(Optional.empty());
            grip = Optional.empty();
        } else if (pane.draft().isPresent()) {
            Drafting draft = pane.draft().get();
            image(here).map(this::onImage).ifPresent(point -> finish(draft, draft.release(point)));
        }
    }

    private void move(MouseEvent event) {
        Point2 here = place(event);
        if (pane.draft().isPresent()) {
            image(here).map(this::onImage).ifPresent(point -> pane.draft().get().move(point));
        }
        boolean overMark = pane.logicalTransform()
                .flatMap(transform -> Grip.at(here, pane.marks(), transform))
                .isPresent();
        boolean overCross = mpr.isOver(here);
        pane.setCursor(overMark || overCross ? Cursor.HAND : Cursor.DEFAULT);
        pane.setPointer(Optional.of(here));
    }

    private void scroll(ScrollEvent event) {
        model.activate(viewport);
        event.consume();
        double delta = event.getDeltaY() != 0 ? event.getDeltaY() : event.getDeltaX();
        if (event.isControlDown() || volume().isPresent()) {
            viewport.zoomAbout(pane.device(event.getX(), event.getY()), Math.exp(delta / 400));
            return;
        }
        wheel += -delta / Math.max(1, Math.abs(event.getMultiplierY() == 0 ? 40 : event.getMultiplierY()));
        int steps = (int) wheel;
        wheel -= steps;
        viewport.page(event.isShiftDown() ? steps * FAST : steps);
    }

    private void finish(Drafting draft, Optional<Annotation> done) {
        pane.setDraft(done.isPresent() ? Optional.empty() : Optional.of(draft));
        done.ifPresent(host::drawn);
    }

    private Optional<Annotation> dragged(Point2 here) {
        Optional<Point2> from = image(pressed);
        Optional<Point2> to = image(here);
        return from.isPresent() && to.isPresent()
                ? grip.map(held -> held.dragged(from.get(), to.get()))
                : Optional.empty();
    }

    private Optional<Point2> image(Point2 place) {
        return pane.logicalTransform().map(transform -> transform.toImage(place));
    }

    private boolean isOnImage(Point2 point) {
        return viewport.picture()
                .filter(picture -> picture.grid().contains(point))
                .isPresent();
    }

    /** The nearest point of the image: beside it there is nothing to measure. */
    private Point2 onImage(Point2 point) {
        return viewport.picture()
                .map(picture -> new Point2(
                        Math.clamp(point.x(), 0, picture.grid().columns()),
                        Math.clamp(point.y(), 0, picture.grid().rows())))
                .orElse(point);
    }

    private double near() {
        return pane.logicalTransform()
                .map(transform -> STILL / transform.magnification())
                .orElse(1.0);
    }

    private static Point2 place(MouseEvent event) {
        return new Point2(event.getX(), event.getY());
    }
}
