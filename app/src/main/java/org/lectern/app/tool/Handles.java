package org.lectern.app.tool;

import java.util.ArrayList;
import java.util.List;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.annotation.Kind;
import org.lectern.rendering.view.Point2;

/** The grips of a mark: its points, and for a box the two corners that follow from the others. */
public final class Handles {
    private static final int ELLIPSE_STEPS = 72;

    private Handles() {}

    /** Where the grips are, in image pixels. */
    public static List<Point2> of(Annotation annotation) {
        if (annotation.kind() == Kind.FREEHAND) {
            return List.of(); // an outline drawn by hand is moved as a whole
        }
        if (!isBox(annotation.kind())) {
            return annotation.points();
        }
        Point2 a = annotation.points().get(0);
        Point2 b = annotation.points().get(1);
        return List.of(a, b, new Point2(b.x(), a.y()), new Point2(a.x(), b.y()));
    }

    /** The mark with one grip moved. */
    public static Annotation move(Annotation annotation, int handle, Point2 to) {
        if (!isBox(annotation.kind()) || handle < 2) {
            return annotation.withPoint(handle, to);
        }
        Point2 a = annotation.points().get(0);
        Point2 b = annotation.points().get(1);
        return handle == 2
                ? annotation.withPoint(0, new Point2(a.x(), to.y())).withPoint(1, new Point2(to.x(), b.y()))
                : annotation.withPoint(0, new Point2(to.x(), a.y())).withPoint(1, new Point2(b.x(), to.y()));
    }

    /** The lines to draw, each a run of points in image pixels; a closed shape ends where it began. */
    public static List<List<Point2>> lines(Kind kind, List<Point2> points) {
        if (points.size() < 2) {
            return List.of();
        }
        return switch (kind) {
            case LENGTH, ARROW, ANGLE -> List.of(points);
            case COBB, BIDIRECTIONAL ->
                points.size() < 4 ? List.of(points.subList(0, 2)) : List.of(points.subList(0, 2), points.subList(2, 4));
            case ELLIPSE -> List.of(ellipse(points.get(0), points.get(1)));
            case RECTANGLE -> List.of(box(points.get(0), points.get(1)));
            case POLYGON, FREEHAND -> List.of(closed(points));
            case TEXT, PROBE -> List.of();
        };
    }

    private static boolean isBox(Kind kind) {
        return kind == Kind.ELLIPSE || kind == Kind.RECTANGLE;
    }

    private static List<Point2> ellipse(Point2 a, Point2 b) {
        Point2 middle = a.middle(b);
        double rx = Math.abs(a.x() - b.x()) / 2;
        double ry = Math.abs(a.y() - b.y()) / 2;
        List<Point2> points = new ArrayList<>();
        for (int i = 0; i <= ELLIPSE_STEPS; i++) {
            double angle = 2 * Math.PI * i / ELLIPSE_STEPS;
            points.add(middle.plus(rx * Math.cos(angle), ry * Math.sin(angle)));
        }
        return points;
    }

    private static List<Point2> box(Point2 a, Point2 b) {
        return List.of(a, new Point2(b.x(), a.y()), b, new Point2(a.x(), b.y()), a);
    }

    private static List<Point2> closed(List<Point2> points) {
        List<Point2> ring = new ArrayList<>(points);
        ring.add(points.getFirst());
        return ring;
    }
}
