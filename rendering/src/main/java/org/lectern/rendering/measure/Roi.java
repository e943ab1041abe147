package org.lectern.rendering.measure;

import java.util.List;
import org.lectern.rendering.view.Point2;

/**
 * A region of an image, in pixels from the corner of the first one. A pixel belongs to it when its centre lies inside; of
 * two regions that share an edge only one has the pixels whose centres lie on it.
 */
public sealed interface Roi {
    /** Whether a point lies inside. */
    boolean contains(double x, double y);

    /** The corner of the bounding box with the smallest coordinates. */
    Point2 least();

    /** The corner of the bounding box with the largest coordinates. */
    Point2 most();

    /** Area of the shape itself, not of its pixels, in pixels. */
    double areaPixels();

    /** Whether the outline crosses itself, so that its area has no one meaning. */
    default boolean crossesItself() {
        return false;
    }

    /** A rectangle along rows and columns, between two opposite corners. */
    record Rectangle(Point2 corner, Point2 opposite) implements Roi {
        @Override
        public boolean contains(double x, double y) {
            return x >= least().x() && x < most().x() && y >= least().y() && y < most().y();
        }

        @Override
        public Point2 least() {
            return new Point2(Math.min(corner.x(), opposite.x()), Math.min(corner.y(), opposite.y()));
        }

        @Override
        public Point2 most() {
            return new Point2(Math.max(corner.x(), opposite.x()), Math.max(corner.y(), opposite.y()));
        }

        @Override
        public double areaPixels() {
            Point2 size = most().minus(least());
            return size.x() * size.y();
        }
    }

    /** An ellipse along rows and columns, within the rectangle between two opposite corners. */
    record Ellipse(Point2 corner, Point2 opposite) implements Roi {
        @Override
        public boolean contains(double x, double y) {
            Point2 middle = corner.middle(opposite);
            double a = Math.abs(opposite.x() - corner.x()) / 2;
            double b = Math.abs(opposite.y() - corner.y()) / 2;
            double u = (x - middle.x()) / a;
            double v = (y - middle.y()) / b;
            return u * u + v * v < 1;
        }

        @Override
        public Point2 least() {
            return new Rectangle(corner, opposite).least();
        }

        @Override
        public Point2 most() {
            return new Rectangle(corner, opposite).most();
        }

        @Override
        public double areaPixels() {
            return Math.PI / 4 * new Rectangle(corner, opposite).areaPixels();
        }
    }

    /** A polygon or freehand outline, closed by itself; inside by the even-odd rule. */
    record Polygon(List<Point2> vertices) implements Roi {
        private static final int MOST_CHECKED = 2000; // pairs grow with the square

        /** Refuses what encloses nothing. */
        public Polygon {
            vertices = List.copyOf(vertices);
            if (vertices.size() < 3) {
                throw new IllegalArgumentException("A polygon of %d corners".formatted(vertices.size()));
            }
        }

        @Override
        public boolean contains(double x, double y) {
            boolean inside = false;
            Point2 before = vertices.getLast();
            for (Point2 vertex : vertices) {
                if (vertex.y() > y != before.y() > y) {
                    double crossing =
                            before.x() + (y - before.y()) * (vertex.x() - before.x()) / (vertex.y() - before.y());
                    inside ^= x < crossing;
                }
                before = vertex;
            }
            return inside;
        }

        @Override
        public Point2 least() {
            return new Point2(
                    vertices.stream().mapToDouble(Point2::x).min().orElseThrow(),
                    vertices.stream().mapToDouble(Point2::y).min().orElseThrow());
        }

        @Override
        public Point2 most() {
            return new Point2(
                    vertices.stream().mapToDouble(Point2::x).max().orElseThrow(),
                    vertices.stream().mapToDouble(Point2::y).max().orElseThrow());
        }

        @Override
        public double areaPixels() {
            double twice = 0;
            Point2 before = vertices.getLast();
            for (Point2 vertex : vertices) {
                twice += before.x() * vertex.y() - vertex.x() * before.y();
                before = vertex;
            }
            return Math.abs(twice) / 2;
        }

        @Override
        public boolean crossesItself() {
            int count = vertices.size();
            if (count > MOST_CHECKED) {
                return false;
            }
            for (int i = 0; i < count; i++) {
                for (int j = i + 2; j < count; j++) {
                    boolean neighbours = i == 0 && j == count - 1;
                    if (!neighbours && crosses(i, j)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean crosses(int i, int j) {
            Point2 a = vertices.get(i);
            Point2 b = vertices.get(i + 1);
            Point2 c = vertices.get(j);
            Point2 d = vertices.get((j + 1) % vertices.size());
            return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
        }

        private static double side(Point2 a, Point2 b, Point2 p) {
            return Math.signum((b.x() - a.x()) * (p.y() - a.y()) - (b.y() - a.y()) * (p.x() - a.x()));
        }
    }
}
