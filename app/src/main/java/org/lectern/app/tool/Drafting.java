package org.lectern.app.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.annotation.FrameKey;
import org.lectern.app.annotation.Kind;
import org.lectern.rendering.view.Point2;

/**
 * A mark while it is being drawn. Both ways of drawing work: press, drag, release; and click, move, click. The first
 * point is where the pointer is pressed; each further one follows the pointer until it is set.
 *
 * <p>A freehand outline follows the pointer while the button is down and closes when it goes up. Lines of a pair (Cobb, bidirectional) start anew: after the first line nothing follows until the next press.
 */
public final class Drafting {
    private static final double OUTLINE_STEP = 0.5;

    private final Kind kind;
    private final FrameKey frame;
    private final double nearImagePixels;
    private final List<Point2> points = new ArrayList<>();
    private boolean following;
    private Point2 pressedAt = Point2.ORIGIN;

    /**
     * Begins with nothing drawn.
     *
     * @param nearImagePixels how far the pointer may move, in image pixels, and still count as resting
     */
    public Drafting(Kind kind, FrameKey frame, double nearImagePixels) {
        this.kind = kind;
        this.frame = frame;
        this.nearImagePixels = nearImagePixels;
    }

    /** What is being drawn. */
    public Kind kind() {
        return kind;
    }

    /** The frame that it is drawn on. */
    public FrameKey frame() {
        return frame;
    }

    /** The points so far, the one that follows the pointer included. */
    public List<Point2> points() {
        return List.copyOf(points);
    }

    /** Whether a point follows the pointer. */
    public boolean isFollowing() {
        return following;
    }

    /** The button goes down; answers the mark when this completes it. */
    public Optional<Annotation> press(Point2 point) {
        pressedAt = point;
        if (kind.most() == 1) {
            points.add(point);
            return complete();
        }
        if (kind == Kind.FREEHAND) {
            points.clear();
            points.add(point);
            following = true;
            return Optional.empty();
        }
        if (following) {
            points.set(points.size() - 1, point);
            return closesPolygon(point) ? closePolygon() : Optional.empty();
        }
        points.add(point);
        points.add(point);
        following = true;
        return Optional.empty();
    }

    /** The pointer moves, with the button down or up. */
    public void move(Point2 point) {
        if (following && kind == Kind.FREEHAND) {
            trace(point);
        } else if (following) {
            points.set(points.size() - 1, point);
        }
    }

    private void trace(Point2 point) {
        boolean apart = point.distance(points.getLast()) >= nearImagePixels * OUTLINE_STEP;
        if (apart && points.size() < kind.most()) {
            points.add(point);
        }
    }

    /** The button goes up; answers the mark when this completes it. */
    public Optional<Annotation> release(Point2 point) {
        if (!following) {
            return Optional.empty();
        }
        if (kind == Kind.FREEHAND) {
            return closeOutline();
        }
        points.set(points.size() - 1, point);
        if (point.distance(points.get(points.size() - 2)) <= nearImagePixels) {
            return Optional.empty(); // a click: the point goes on following until the next one
        }
        if (points.size() == kind.most()) {
            return complete();
        }
        if (startsNewLine()) {
            following = false;
        } else {
            points.add(point);
        }
        return Optional.empty();
    }

    /** Ends a polygon where it is, as a double click does; answers it when it has an area. */
    public Optional<Annotation> finish() {
        if (kind != Kind.POLYGON) {
            return Optional.empty();
        }
        while (points.size() > 1 && points.getLast().distance(points.get(points.size() - 2)) <= nearImagePixels) {
            points.removeLast();
        }
        return points.size() >= kind.fewest() ? complete() : Optional.empty();
    }

    /** Where the button last went down. */
    public Point2 pressedAt() {
        return pressedAt;
    }

    private boolean startsNewLine() {
        return (kind == Kind.COBB || kind == Kind.BIDIRECTIONAL) && points.size() == 2;
    }

    private boolean closesPolygon(Point2 point) {
        return kind == Kind.POLYGON
                && points.size() > kind.fewest()
                && point.distance(points.getFirst()) <= 2 * nearImagePixels;
    }

    private Optional<Annotation> closePolygon() {
        points.removeLast();
        return complete();
    }

    private Optional<Annotation> closeOutline() {
        if (points.size() >= kind.fewest()) {
            return complete();
        }
        points.clear(); // a click surrounds nothing: the next press begins anew
        following = false;
        return Optional.empty();
    }

    private Optional<Annotation> complete() {
        following = false;
        return Optional.of(Annotation.create(kind, frame, points));
    }
}
