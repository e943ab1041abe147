package org.lectern.samples;

import java.util.ArrayList;
import java.util.List;

/**
 * Shapes painted one over the other; what is painted last stays on top.
 *
 * <p>A slice is painted row by row; shapes whose bounds miss the row are not asked.
 */
final class Phantom {
    private static final double SOFT_EDGE_MM = 0.6;

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
        for (int j = 0; j < grid.rows(); j++) {
            row(grid, j, k, values);
        }
        return values;
    }

    private void row(Grid grid, int j, int k, double[] values) {
        List<Part> near = near(grid, j, k);
        int at = j * grid.columns();
        for (int i = 0; i < grid.columns(); i++) {
            double x = grid.at(0, i, j, k);
            double y = grid.at(1, i, j, k);
            double z = grid.at(2, i, j, k);
            double value = background;
            for (Part part : near) {
                double[] b = part.bounds;
                if (x >= b[0] - 1 && x <= b[1] + 1) {
                    double share = part.shape.depthMm(x, y, z) / SOFT_EDGE_MM + 0.5;
                    value = share <= 0 ? value : share >= 1 ? part.value : value + (part.value - value) * share;
                }
            }
            values[at + i] = value;
        }
    }

    private List<Part> near(Grid grid, int j, int k) {
        List<Part> near = new ArrayList<>();
        for (Part part : parts) {
            if (meets(part.bounds, grid, j, k)) {
                near.add(part);
            }
        }
        return near;
    }

    private static boolean meets(double[] bounds, Grid grid, int j, int k) {
        for (int axis = 0; axis < 3; axis++) {
            double first = grid.at(axis, 0, j, k);
            double last = grid.at(axis, grid.columns() - 1, j, k);
            if (Math.max(first, last) < bounds[2 * axis] - 1 || Math.min(first, last) > bounds[2 * axis + 1] + 1) {
                return false;
            }
        }
        return true;
    }
}
