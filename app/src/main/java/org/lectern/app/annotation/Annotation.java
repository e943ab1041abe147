package org.lectern.app.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.rendering.view.Point2;

/**
 * A mark on a frame, immutable.
 *
 * @param points in image pixels from the top left corner of the first pixel, in the order in which they were set. An
 *     ellipse and a rectangle have two opposite corners; a Cobb angle two lines; a bidirectional its long axis, then its
 *     short one; an arrow its tip first
 * @param text the reader's words, empty when there are none
 * @param labelAt where the reader dragged the label to, in image pixels; empty where the program places it
 */
public record Annotation(
        UUID id, Kind kind, FrameKey frame, List<Point2> points, String text, Optional<Point2> labelAt) {
    /** Copies the points and refuses a number of them that makes no such mark. */
    public Annotation {
        points = List.copyOf(points);
        if (points.size() < kind.fewest() || points.size() > kind.most()) {
            throw new IllegalArgumentException(
                    "%d points do not make a mark of kind %s".formatted(points.size(), kind));
        }
    }

    /** A new mark. */
    public static Annotation create(Kind kind, FrameKey frame, List<Point2> points) {
        return new Annotation(UUID.randomUUID(), kind, frame, points, "", Optional.empty());
    }

    /** With one point somewhere else. */
    public Annotation withPoint(int index, Point2 point) {
        List<Point2> moved = new ArrayList<>(points);
        moved.set(index, point);
        return new Annotation(id, kind, frame, moved, text, labelAt);
    }

    /** Moved as a whole, its label too. */
    public Annotation moved(Point2 offset) {
        return new Annotation(
                id, kind, frame, points.stream().map(offset::plus).toList(), text, labelAt.map(offset::plus));
    }

    /** With other words. */
    public Annotation withText(String words) {
        return new Annotation(id, kind, frame, points, words, labelAt);
    }

    /** With its label where the reader wants it. */
    public Annotation withLabelAt(Point2 place) {
        return new Annotation(id, kind, frame, points, text, Optional.of(place));
    }
}
