package org.lectern.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shapes painted one over the other; what is painted last stays on top.
 *
 * <p>A slice is painted row by row and from the top down; shapes whose bounds miss the row, and places that are covered already,
 * are not asked.
 */
final class Phantom {
    private static final double SOFT_EDGE_MM = 0.6;
    private static final double MARGIN_MM = 1;

    private record Part(Shape shape, double value, double[] bounds) {}

    private final double background;
    private final List<Part> parts = new ArrayList<>();

    Phantom(double background) {
        this.background = background;
    }

    Phantom paint(double value, Shape shape) {
        parts.add(new Part(shape, value, shape.bounds()));
        return this;
    }

    /** The values of slice k of the grid, row by row. */
    double[] slice(Grid grid, int k) {
        double[] values = new double[grid.columns() * grid.rows()];
        List<Part> near = near(parts, grid, 0, grid.rows() - 1, k);
        double[] uncovered = new double[grid.columns()];
        for (int j = 0; j < grid.rows(); j++) {
            row(grid, j, k, near(near, grid, j, j, k), uncovered, values);
        }
        return values;
    }

    /** From the topmost part down, each pixel until it is covered. */
    private void row(Grid grid, int j, int k, List<Part> near, double[] uncovered, double[] values) {
        int at = j * grid.columns();
        Arrays.fill(uncovered, 1);
        for (Part part : near.reversed()) {
            int first = firstColumn(grid, part.bounds, j, k);
            int last = lastColumn(grid, part.bounds, j, k);
            for (int i = first; i <= last; i++) {
                if (uncovered[i] > 0) {
                    double depth = part.shape.depthMm(grid.at(0, i, j, k), grid.at(1, i, j, k), grid.at(2, i, j, k));
                    double share = Math.clamp(depth / SOFT_EDGE_MM + 0.5, 0, 1);
                    values[at + i] += uncovered[i] * share * part.value;
                    uncovered[i] *= 1 - share;
                }
            }
        }
        for (int i = 0; i < uncovered.length; i++) {
            values[at + i] += uncovered[i] * background;
        }
    }

    private static int firstColumn(Grid grid, double[] bounds, int j, int k) {
        double first = 0;
        for (int axis = 0; axis < 3; axis++) {
            double step = grid.columnStep()[axis];
            if (Math.abs(step) > 1e-9) {
                double edge = step > 0 ? bounds[2 * axis] - MARGIN_MM : bounds[2 * axis + 1] + MARGIN_MM;
                first = Math.max(first, Math.ceil((edge - grid.at(axis, 0, j, k)) / step));
            }
        }
        return (int) Math.min(first, grid.columns());
    }

    private static int lastColumn(Grid grid, double[] bounds, int j, int k) {
        double last = grid.columns() - 1;
        for (int axis = 0; axis < 3; axis++) {
            double step = grid.columnStep()[axis];
            if (Math.abs(step) > 1e-9) {
                double edge = step > 0 ? bounds[2 * axis + 1] + MARGIN_MM : bounds[2 * axis] - MARGIN_MM;
                last = Math.min(last, Math.floor((edge - grid.at(axis, 0, j, k)) / step));
            }
        }
        return (int) Math.max(last, -1);
    }

    private static List<Part> near(List<Part> among, Grid grid, int firstRow, int lastRow, int k) {
        List<Part> near = new ArrayList<>();
        for (Part part : among) {
            if (meets(part.bounds, grid, firstRow, lastRow, k)) {
                near.add(part);
            }
        }
        return near;
    }

    private static boolean meets(double[] bounds, Grid grid, int firstRow, int lastRow, int k) {
        for (int axis = 0; axis < 3; axis++) {
            double across = grid.columnStep()[axis] * (grid.columns() - 1);
            double down = grid.rowStep()[axis] * (lastRow - firstRow);
            double corner = grid.at(axis, 0, firstRow, k);
            double low = corner + Math.min(0, across) + Math.min(0, down);
            double high = corner + Math.max(0, across) + Math.max(0, down);
            if (high < bounds[2 * axis] - MARGIN_MM || low > bounds[2 * axis + 1] + MARGIN_MM) {
                return false;
            }
        }
        return true;
    }
}
