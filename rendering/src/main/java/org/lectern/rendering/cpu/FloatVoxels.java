package org.lectern.rendering.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lectern.rendering.volume.Volume;

/** Voxels of float volumes, in which NaN means no voxel. */
final class FloatVoxels extends Voxels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    private static final long ONE_INDEX = 1L << 32;

    private final MemorySegment samples;
    private final long rowBytes;
    private final long sliceBytes;

    FloatVoxels(Volume volume) {
        super(volume);
        this.samples = volume.samples();
        this.rowBytes = volume.grid().columns() * 4L;
        this.sliceBytes = rowBytes * volume.grid().rows();
    }

    @Override
    float at(long x, long y, long z) {
        float value = weighted(x, y, z) * slope + intercept;
        return Float.isNaN(value) ? plainAt(x, y, z) : value; // NaN corners may have no weight
    }

    private float weighted(long x, long y, long z) {
        long corner = (z >> 32) * sliceBytes + (y >> 32) * rowBytes + (x >> 32) * 4;
        float fx = fraction(x);
        float fy = fraction(y);
        float fz = fraction(z);
        float v00 = along(corner, fx);
        float v10 = along(corner + rowBytes, fx);
        float v01 = along(corner + sliceBytes, fx);
        float v11 = along(corner + sliceBytes + rowBytes, fx);
        float v0 = v00 + fy * (v10 - v00);
        float v1 = v01 + fy * (v11 - v01);
        return v0 + fz * (v1 - v0);
    }

    private float along(long at, float weight) {
        float left = samples.get(FLOAT, at);
        return left + weight * (samples.get(FLOAT, at + 4) - left);
    }

    @Override
    void differences(long x, long y, long z, float[] xyz) {
        float half = slope / 2;
        xyz[0] = (weighted(x + ONE_INDEX, y, z) - weighted(x - ONE_INDEX, y, z)) * half;
        xyz[1] = (weighted(x, y + ONE_INDEX, z) - weighted(x, y - ONE_INDEX, z)) * half;
        xyz[2] = (weighted(x, y, z + ONE_INDEX) - weighted(x, y, z - ONE_INDEX)) * half;
        if (Float.isNaN(xyz[0] + xyz[1] + xyz[2])) {
            plainDifferences(x, y, z, xyz);
        }
    }
}
