package org.lectern.rendering.raycast;

import java.util.List;

/**
 * What matter of a value looks like: control points in order of their value, linear between them, constant beyond the
 * ends. Two points may share a value: a step, at which the later one holds.
 */
public record TransferFunction(List<Point> points) {
    private static final int MOST_POINTS = 1024;

    /**
     * A control point.
     *
     * @param value in modality units
     * @param opacityPerMm the part of the light that 1 mm of it stops, 0 to 1; 1 is opaque however thin
     */
    public record Point(double value, Rgb colour, double opacityPerMm) {
        /** Refuses what is no number and opacities outside 0 to 1. */
        public Point {
            if (!Double.isFinite(value) || !Rgb.isPart(opacityPerMm)) {
                throw new IllegalArgumentException("a point at " + value + " of opacity " + opacityPerMm);
            }
        }
    }

    /** Refuses none, far too many, or points out of order. */
    public TransferFunction {
        points = List.copyOf(points);
        if (points.isEmpty() || points.size() > MOST_POINTS) {
            throw new IllegalArgumentException("a transfer function of " + points.size() + " points");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).value() < points.get(i - 1).value()) {
                throw new IllegalArgumentException("the points are not in order of their values");
            }
        }
    }

    /** Of these points. */
    public static TransferFunction of(Point... points) {
        return new TransferFunction(List.of(points));
    }

    /** From black to white over a window (linear, PS3.3 C.11.2.1.3.2), opaque: for projections. */
    public static TransferFunction window(double centre, double width) {
        return of(new Point(centre - width / 2, Rgb.BLACK, 1), new Point(centre + width / 2, Rgb.WHITE, 1));
    }

    /** The same values and opacities in colours that run evenly from one to another. */
    public TransferFunction inColours(Rgb first, Rgb last) {
        double range = most() - least();
        return new TransferFunction(points.stream()
                .map(point -> new Point(
                        point.value(),
                        first.towards(last, range > 0 ? (point.value() - least()) / range : 1),
                        point.opacityPerMm()))
                .toList());
    }

    /** The value of the first point; all below it look alike. */
    public double least() {
        return points.getFirst().value();
    }

    /** The value of the last point; all above it look alike. */
    public double most() {
        return points.getLast().value();
    }

    /** The colour and opacity at a value. */
    public Point at(double value) {
        int above = pointsUpTo(value);
        if (above == 0) {
            return points.getFirst();
        }
        Point left = points.get(above - 1);
        if (above == points.size()) {
            return left;
        }
        Point right = points.get(above);
        double part = (value - left.value()) / (right.value() - left.value());
        return new Point(
                value,
                left.colour().towards(right.colour(), part),
                left.opacityPerMm() + part * (right.opacityPerMm() - left.opacityPerMm()));
    }

    /** Whether nothing between two values can be seen. */
    public boolean isTransparent(double lowest, double highest) {
        if (at(lowest).opacityPerMm() > 0 || at(highest).opacityPerMm() > 0) {
            return false;
        }
        for (Point point : points) {
            if (point.value() >= lowest && point.value() <= highest && point.opacityPerMm() > 0) {
                return false;
            }
        }
        return true;
    }

    /** How many points lie at or below a value. */
    private int pointsUpTo(double value) {
        int from = 0;
        int to = points.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (points.get(middle).value() <= value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The opacity of a step through matter whose opacity for 1 mm is known. */
    public static double overStep(double opacityPerMm, double stepMm) {
        return 1 - Math.pow(1 - opacityPerMm, stepMm);
    }
}
