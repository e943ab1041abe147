package org.lectern.rendering.cpu;

import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/** Interpolated values and their differences at positions in 32.32 fixed-point indices, each of which has all its corners. */
abstract class Voxels {
    static final double ONE = 0x1p32;

    /** Weights come from the upper 24 bits of the fraction: what a float holds. */
    static final float WEIGHT = 0x1p-24f;

    final Volume volume;
    final float slope;
    final float intercept;
    private final long lastX;
    private final long lastY;
    private final long lastZ;

    Voxels(Volume volume) {
        this.volume = volume;
        this.slope = (float) volume.slope();
        this.intercept = (float) volume.intercept();
        Grid grid = volume.grid();
        this.lastX = grid.columns() - 3L;
        this.lastY = grid.rows() - 3L;
        this.lastZ = grid.slices() - 3L;
    }

    static Voxels of(Volume volume) {
        return switch (volume.type()) {
            case INT16, UINT16 -> new ShortVoxels(volume);
            case FLOAT32 -> new FloatVoxels(volume);
            case INT8, UINT8 -> new PlainVoxels(volume);
        };
    }

    /** The value in modality units, where no corner is padding. */
    abstract float at(long x, long y, long z);

    /**
     * Half the differences between the neighbours one voxel ahead and one behind along each axis, modality units; no
     * padding near.
     */
    abstract void differences(long x, long y, long z, float[] xyz);

    /** Whether a position is a voxel or more from the outermost voxels. */
    final boolean hasNeighbours(long x, long y, long z) {
        long i = x >> 32;
        long j = y >> 32;
        long k = z >> 32;
        return i >= 1 && j >= 1 && k >= 1 && i <= lastX && j <= lastY && k <= lastZ;
    }

    /** The value the plain way; NaN where padding has a weight. */
    final float plainAt(long x, long y, long z) {
        return (float) ReferenceReslicer.interpolate(volume, position(x, y, z));
    }

    /** The differences the plain way: at edges and beside padding from one side only. */
    final void plainDifferences(long x, long y, long z, float[] xyz) {
        Vector3 d = Field.of(volume).differences(position(x, y, z));
        xyz[0] = (float) d.x();
        xyz[1] = (float) d.y();
        xyz[2] = (float) d.z();
    }

    static Vector3 position(long x, long y, long z) {
        return new Vector3(x / ONE, y / ONE, z / ONE);
    }

    static float fraction(long position) {
        return ((int) (position >>> 8) & 0xFFFFFF) * WEIGHT;
    }
}
