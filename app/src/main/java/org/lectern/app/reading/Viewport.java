package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.app.annotation.FrameKey;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.rendering.view.ImageGrid;
import org.lectern.rendering.view.Look;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.Tile;
import org.lectern.rendering.view.ViewTransform;

/**
 * One viewport: what it shows and how. Owned by the thread of its screen. Navigation (content and position), look and
 * layer look are its state; the transform follows from them and is never kept.
 */
public final class Viewport {
    /** What changed, and whether the picture must be seen even if the next one is already asked for. */
    public record Change(boolean picture, boolean paged, boolean dragging) {}

    /** Hears of changes. */
    public interface Listener {
        /** Called after each change. */
        void changed(Viewport viewport, Change change);
    }

    private final List<Listener> listeners = new ArrayList<>();
    private Optional<ViewportContent> content = Optional.empty();
    private int position;
    private Look look = Look.INITIAL;
    private LayerLook layer = LayerLook.INITIAL;
    private Tile tile = Tile.of(1, 1);
    private Painted painted = Painted.PLAIN;

    /** Calls back after each change. */
    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    /** What is shown. */
    public Optional<ViewportContent> content() {
        return content;
    }

    /** Shows something else, as it comes; the former content is closed. */
    public void show(ViewportContent other) {
        content.ifPresent(ViewportContent::close);
        content = Optional.of(other);
        position = Math.clamp(other.initial(), 0, Math.max(0, other.count() - 1));
        look = Look.INITIAL;
        layer = LayerLook.INITIAL;
        painted = Painted.PLAIN;
        changed(new Change(true, false, false));
    }

    /** Shows a fuller form of the same thing: look and shades stay, the position is given. */
    void renew(ViewportContent other, int at) {
        content.ifPresent(ViewportContent::close);
        content = Optional.of(other);
        position = Math.clamp(at, 0, Math.max(0, other.count() - 1));
        changed(new Change(true, false, false));
    }

    /** What was shown and how. */
    public record Held(ViewportContent content, int position, Look look, LayerLook layer) {}

    /** Shows again what was detached, as it was. */
    public void restore(Held held) {
        show(held.content());
        look = held.look();
        layer = held.layer();
        goTo(held.position());
        changed(new Change(true, false, false));
    }

    /** Shows nothing and hands out what was shown, to be shown again later. */
    public Optional<Held> detach() {
        Optional<Held> held = content.map(shown -> new Held(shown, position(), look, layer));
        content = Optional.empty();
        clear();
        return held;
    }

    /** Shows nothing. */
    public void clear() {
        content.ifPresent(ViewportContent::close);
        content = Optional.empty();
        position = 0;
        painted = Painted.PLAIN;
        changed(new Change(true, false, false));
    }

    /** The position shown, from 0. */
    public int position() {
        return content.map(shown -> shown.currentPosition().orElse(position)).orElse(0);
    }

    /** How many positions there are; 0 without content. */
    public int count() {
        return content.map(ViewportContent::count).orElse(0);
    }

    /** Jumps to a position. */
    public void goTo(int wanted) {
        move(wanted, false);
    }

    /** Pages by so many positions; every position in between will be seen. Answers how far it went. */
    public int page(int steps) {
        int before = position();
        int direction = Integer.signum(steps);
        for (int i = 0; i < Math.abs(steps); i++) {
            if (!move(position() + direction, true)) {
                break;
            }
        }
        return position() - before;
    }

    private boolean move(int wanted, boolean paged) {
        int target = Math.clamp(wanted, 0, Math.max(0, count() - 1));
        if (target == position() || content.isEmpty()) {
            return false;
        }
        int direction = target - position();
        position = target;
        content.ifPresent(shown -> shown.moveTo(target));
        changed(new Change(true, paged, false));
        content.ifPresent(shown -> shown.expect(target, direction));
        return true;
    }

    /** The picture shown. */
    public Optional<Picture> picture() {
        return content.map(shown -> shown.picture(position()));
    }

    /** The frame shown. */
    public Optional<FrameKey> key() {
        return picture().flatMap(Picture::key);
    }

    /** Where and how large. */
    public Look look() {
        return look;
    }

    /** Looks at it otherwise. */
    public void setLook(Look other) {
        look = other;
        changed(new Change(false, false, false));
    }

    /** Values to shades. */
    public LayerLook layer() {
        return layer;
    }

    /** Shows values otherwise. */
    public void setLayer(LayerLook other) {
        layer = other;
        changed(new Change(false, false, false));
    }

    /** Everything as it came, the position excepted. */
    public void reset() {
        look = Look.INITIAL;
        layer = LayerLook.INITIAL;
        content.ifPresent(ViewportContent::reset);
        changed(new Change(false, false, false));
    }

    /** Where it is drawn. */
    public Tile tile() {
        return tile;
    }

    /** Draws elsewhere. */
    public void setTile(Tile other) {
        if (!other.equals(tile)) {
            tile = other;
            changed(new Change(false, false, false));
        }
    }

    /** What was painted last. */
    public Painted painted() {
        return painted;
    }

    /** Remembers what was painted; no change. */
    public void setPainted(Painted result) {
        painted = result;
    }

    /** The content itself changed, as a plane that moved. */
    public void refresh(boolean dragging) {
        changed(new Change(true, false, dragging));
    }

    /** From image pixels to device pixels. */
    public Optional<ViewTransform> transform() {
        return picture().map(shown -> ViewTransform.resolve(shown.grid(), look, tile));
    }

    /** Drags the image. */
    public void pan(Point2 offset) {
        picture().ifPresent(shown -> setLook(look.panned(offset, shown.grid(), tile)));
    }

    /** Zooms about a point of the tile. */
    public void zoomAbout(Point2 point, double factor) {
        picture().ifPresent(shown -> setLook(look.zoomedAbout(point, factor, shown.grid(), tile)));
    }

    /** Brings an image point to the middle of the tile. */
    public void centreOn(Point2 image) {
        picture().ifPresent(shown -> {
            ImageGrid grid = shown.grid();
            setLook(look.withCentre(new Point2(image.x() / grid.columns(), image.y() / grid.rows())));
        });
    }

    /**
     * Drags the window: to the right wider, upwards brighter, at a speed that follows the width.
     *
     * @param offset in device pixels
     */
    public void dragWindow(Point2 offset) {
        if (painted.voi().isEmpty()) {
            return;
        }
        Voi.Window window = painted.voi().get() instanceof Voi.Window shown ? shown : Voi.Window.of(0.5, 1);
        if (layer.voi() instanceof VoiChoice.Window chosen) {
            window = chosen.window();
        }
        double speed = window.width() / 400;
        double narrowest = window.width() > 2 ? 1 : window.width() / 8;
        double wider = Math.max(window.width() + offset.x() * speed, narrowest);
        setLayer(layer.with(new VoiChoice.Window(window.at(window.center() + offset.y() * speed, wider), "")));
    }

    private void changed(Change change) {
        List.copyOf(listeners).forEach(listener -> listener.changed(this, change));
    }
}
