package org.lectern.imaging.grayscale;

import java.util.List;

/** A shape outside which the image is covered (PS3.3 C.7.6.11 and C.7.6.15), in pixels counted from 0. */
public sealed interface DisplayShutter {
    /** Whether the pixel is covered. */
    boolean covers(int column, int row);

    /** Edges that belong to what is seen. */
    record Rectangular(int left, int right, int top, int bottom) implements DisplayShutter {
        @Override
        public boolean covers(int column, int row) {
            return column < left || column > right || row < top || row > bottom;
        }
    }

    /** A circle, wide in pixels of the image whatever their shape. */
    record Circular(int centerColumn, int centerRow, int radius) implements DisplayShutter {
        @Override
        public boolean covers(int column, int row) {
            long x = (long) column - centerColumn;
            long y = (long) row - centerRow;
            return x * x + y * y > (long) radius * radius;
        }
    }

    /** A polygon, closed by itself; pixels whose centre lies on its edge are seen. */
    record Polygonal(List<Vertex> vertices) implements DisplayShutter {
        /** Copies the list. */
        public Polygonal {
            vertices = List.copyOf(vertices);
        }

        /** A corner. */
        public record Vertex(int column, int row) {}

        @Override
        public boolean covers(int column, int row) {
            boolean inside = false;
            Vertex before = vertices.getLast();
            for (Vertex vertex : vertices) {
                if (onEdge(before, vertex, column, row)) {
                    return false;
                }
                if (vertex.row > row != before.row > row) {
                    double crossing = before.column
                            + (double) (row - before.row) * (vertex.column - before.column) / (vertex.row - before.row);
                    inside ^= column < crossing;
                }
                before = vertex;
            }
            return !inside;
        }

        private static boolean onEdge(Vertex a, Vertex b, int column, int row) {
            long cross = (long) (b.column - a.column) * (row - a.row) - (long) (b.row - a.row) * (column - a.column);
            return cross == 0
                    && column >= Math.min(a.column, b.column)
                    && column <= Math.max(a.column, b.column)
                    && row >= Math.min(a.row, b.row)
                    && row <= Math.max(a.row, b.row);
        }
    }

    /** An overlay plane whose ink covers. */
    record Bitmap(OverlayBitmap overlay) implements DisplayShutter {
        @Override
        public boolean covers(int column, int row) {
            return overlay.at(column, row);
        }
    }
}
