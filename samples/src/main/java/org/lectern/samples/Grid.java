package org.lectern.samples;

/**
 * Where the voxels of a stack lie in the patient (LPS, mm): voxel (i, j, k) has its centre at
 * {@code origin + i·columnStep + j·rowStep + k·sliceStep}.
 */
record Grid(
        int columns, int rows, int slices, double[] origin, double[] columnStep, double[] rowStep, double[] sliceStep) {
    Grid {
        if (columns <= 0 || rows <= 0 || slices <= 0) {
            throw new IllegalArgumentException("A grid needs at least one voxel");
        }
    }

    /** An axial stack, feet to head, centred on the patient origin in x and y. */
    static Grid axial(int size, int slices, double spacingMm, double stepMm, double lowestZMm) {
        double corner = -spacingMm * (size - 1) / 2;
        return new Grid(
                size,
                size,
                slices,
                new double[] {corner, corner, lowestZMm},
                new double[] {spacingMm, 0, 0},
                new double[] {0, spacingMm, 0},
                new double[] {0, 0, stepMm});
    }

    /** Patient coordinate of a voxel centre: axis 0 is x (left), 1 is y (posterior), 2 is z (head). */
    double at(int axis, double i, double j, double k) {
        return origin[axis] + i * columnStep[axis] + j * rowStep[axis] + k * sliceStep[axis];
    }

    double columnSpacingMm() {
        return length(columnStep);
    }

    double rowSpacingMm() {
        return length(rowStep);
    }

    /** Image Orientation (Patient). */
    double[] orientation() {
        double[] values = new double[6];
        for (int axis = 0; axis < 3; axis++) {
            values[axis] = columnStep[axis] / columnSpacingMm();
            values[axis + 3] = rowStep[axis] / rowSpacingMm();
        }
        return values;
    }

    /** Image Position (Patient) of a slice. */
    double[] position(int k) {
        return new double[] {at(0, 0, 0, k), at(1, 0, 0, k), at(2, 0, 0, k)};
    }

    static double length(double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }
}
