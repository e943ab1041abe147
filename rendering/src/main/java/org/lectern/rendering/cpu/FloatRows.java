package org.lectern.rendering.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.volume.Volume;

/** Rows of float volumes, in which NaN means no voxel. */
final class FloatRows extends RowSampler {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private final MemorySegment samples;

    FloatRows(Volume volume, Vector3 step, int width) {
        super(volume, step, width);
        this.samples = volume.samples();
    }

    @Override
    void inside(long x, long y, long z, float[] target, int begin, int end) {
        long rowBytes = grid.columns() * 4L;
        long sliceBytes = rowBytes * grid.rows();
        for (int i = begin; i < end; i++, x += stepX(), y += stepY(), z += stepZ()) {
            long corner = (z >> 32) * sliceBytes + (y >> 32) * rowBytes + (x >> 32) * 4;
            float fx = ((int) (x >>> 8) & 0xFFFFFF) * WEIGHT;
            float fy = ((int) (y >>> 8) & 0xFFFFFF) * WEIGHT;
            float fz = ((int) (z >>> 8) & 0xFFFFFF) * WEIGHT;
            float v00 = along(corner, fx);
            float v10 = along(corner + rowBytes, fx);
            float v01 = along(corner + sliceBytes, fx);
            float v11 = along(corner + sliceBytes + rowBytes, fx);
            float v0 = v00 + fy * (v10 - v00);
            float v1 = v01 + fy * (v11 - v01);
            float value = (v0 + fz * (v1 - v0)) * slope + intercept;
            target[i] = Float.isNaN(value) ? plain(x, y, z) : value; // NaN corners may have no weight
        }
    }

    private float along(long at, float weight) {
        float left = samples.get(FLOAT, at);
        return left + weight * (samples.get(FLOAT, at + 4) - left);
    }
}
