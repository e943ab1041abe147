package org.lectern.rendering.view;

/**
 * A point or an offset in a plane.
 *
 * <p>In an image the origin is the top left corner of the first pixel, so that pixel (0, 0) has its centre at (0.5, 0.5)
 * and the far corner is (columns, rows), as in Graphic Annotation Units PIXEL (PS3.3 C.10.5).
 */
public record Point2(double x, double y) {
    /** The origin. */
    public static final Point2 ORIGIN = new Point2(0, 0);

    /** Refuses what is no number. */
    public Point2 {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("A point needs finite coordinates: " + x + ", " + y);
        }
    }

    /** The sum. */
    public Point2 plus(Point2 other) {
        return new Point2(x + other.x, y + other.y);
    }

    /** The sum. */
    public Point2 plus(double dx, double dy) {
        return new Point2(x + dx, y + dy);
    }

    /** The offset from {@code other} to here. */
    public Point2 minus(Point2 other) {
        return new Point2(x - other.x, y - other.y);
    }

    /** Scaled. */
    public Point2 times(double factor) {
        return new Point2(x * factor, y * factor);
    }

    /** Length of the offset. */
    public double length() {
        return Math.hypot(x, y);
    }

    /** Distance to another point. */
    public double distance(Point2 other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    /** The point half way to another. */
    public Point2 middle(Point2 other) {
        return new Point2((x + other.x) / 2, (y + other.y) / 2);
    }

    /** Distance to the segment between two points. */
    public double distanceToSegment(Point2 from, Point2 to) {
        Point2 along = to.minus(from);
        double squared = along.x * along.x + along.y * along.y;
        if (squared == 0) {
            return distance(from);
        }
        double part = ((x - from.x) * along.x + (y - from.y) * along.y) / squared;
        return distance(from.plus(along.times(Math.clamp(part, 0, 1))));
    }
}
