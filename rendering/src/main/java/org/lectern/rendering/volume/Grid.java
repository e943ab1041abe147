package org.lectern.rendering.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.FrameOfReference;
import org.lectern.imaging.geometry.Vector3;

/**
 * The size of a volume and where it lies: voxel centres at whole indices. The steps need not be square to each other: a
 * tilted gantry shears the grid, and the sheared grid is the truth.
 *
 * @param frameOfReference empty where the header names none
 */
public record Grid(
        int columns, int rows, int slices, Affine indexToPatient, Optional<FrameOfReference> frameOfReference) {
    /** Refuses empty grids. */
    public Grid {
        if (columns < 1 || rows < 1 || slices < 1) {
            throw new IllegalArgumentException("a grid of %d × %d × %d voxels".formatted(columns, rows, slices));
        }
    }

    /** Number of voxels. */
    public long voxels() {
        return (long) columns * rows * slices;
    }

    /** Position of a voxel among the samples. */
    public long index(int column, int row, int slice) {
        return ((long) slice * rows + row) * columns + column;
    }

    /** The centre of the volume, mm. */
    public Vector3 centre() {
        return indexToPatient.apply((columns - 1) / 2.0, (rows - 1) / 2.0, (slices - 1) / 2.0);
    }

    /** The centres of the eight outermost voxels, mm. */
    public List<Vector3> corners() {
        List<Vector3> corners = new ArrayList<>(8);
        for (int corner = 0; corner < 8; corner++) {
            corners.add(indexToPatient.apply(
                    (corner & 1) * (columns - 1.0),
                    (corner >> 1 & 1) * (rows - 1.0),
                    (corner >> 2 & 1) * (slices - 1.0)));
        }
        return corners;
    }

    /** The smallest distance between neighbouring voxels, mm. */
    public double finestSpacingMm() {
        return Math.min(
                indexToPatient.i().length(),
                Math.min(indexToPatient.j().length(), indexToPatient.k().length()));
    }

    /** Whether a patient point lies between voxel centres. */
    public boolean contains(Vector3 patient) {
        Vector3 index = indexToPatient.inverse().apply(patient);
        return index.x() >= 0
                && index.x() <= columns - 1
                && index.y() >= 0
                && index.y() <= rows - 1
                && index.z() >= 0
                && index.z() <= slices - 1;
    }
}
