package org.lectern.rendering.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

/**
 * Rows of 16-bit volumes without padding. Two neighbours in a row are fetched as one 32-bit word: four fetches for the
 * eight corners.
 */
final class ShortRows extends RowSampler {
    private static final ValueLayout.OfInt PAIR = ValueLayout.JAVA_INT_UNALIGNED;

    private final MemorySegment samples;
    private final boolean signed;

    ShortRows(Volume volume, Vector3 step, int width) {
        super(volume, step, width);
        this.samples = volume.samples();
        this.signed = volume.type() == SampleType.INT16;
    }

    @Override
    void inside(long x, long y, long z, float[] target, int begin, int end) {
        if (signed) {
            signed(x, y, z, target, begin, end);
        } else {
            unsigned(x, y, z, target, begin, end);
        }
    }

    private void signed(long x, long y, long z, float[] target, int begin, int end) {
        long rowBytes = grid.columns() * 2L;
        long sliceBytes = rowBytes * grid.rows();
        for (int i = begin; i < end; i++, x += stepX(), y += stepY(), z += stepZ()) {
            long corner = (z >> 32) * sliceBytes + (y >> 32) * rowBytes + (x >> 32) * 2;
            int p00 = samples.get(PAIR, corner);
            int p10 = samples.get(PAIR, corner + rowBytes);
            int p01 = samples.get(PAIR, corner + sliceBytes);
            int p11 = samples.get(PAIR, corner + sliceBytes + rowBytes);
            float fx = ((int) (x >>> 8) & 0xFFFFFF) * WEIGHT;
            float fy = ((int) (y >>> 8) & 0xFFFFFF) * WEIGHT;
            float fz = ((int) (z >>> 8) & 0xFFFFFF) * WEIGHT;
            float v00 = (short) p00 + fx * ((p00 >> 16) - (short) p00);
            float v10 = (short) p10 + fx * ((p10 >> 16) - (short) p10);
            float v01 = (short) p01 + fx * ((p01 >> 16) - (short) p01);
            float v11 = (short) p11 + fx * ((p11 >> 16) - (short) p11);
            float v0 = v00 + fy * (v10 - v00);
            float v1 = v01 + fy * (v11 - v01);
            target[i] = (v0 + fz * (v1 - v0)) * slope + intercept;
        }
    }

    private void unsigned(long x, long y, long z, float[] target, int begin, int end) {
        long rowBytes = grid.columns() * 2L;
        long sliceBytes = rowBytes * grid.rows();
        for (int i = begin; i < end; i++, x += stepX(), y += stepY(), z += stepZ()) {
            long corner = (z >> 32) * sliceBytes + (y >> 32) * rowBytes + (x >> 32) * 2;
            int p00 = samples.get(PAIR, corner);
            int p10 = samples.get(PAIR, corner + rowBytes);
            int p01 = samples.get(PAIR, corner + sliceBytes);
            int p11 = samples.get(PAIR, corner + sliceBytes + rowBytes);
            float fx = ((int) (x >>> 8) & 0xFFFFFF) * WEIGHT;
            float fy = ((int) (y >>> 8) & 0xFFFFFF) * WEIGHT;
            float fz = ((int) (z >>> 8) & 0xFFFFFF) * WEIGHT;
            float v00 = (char) p00 + fx * ((p00 >>> 16) - (char) p00);
            float v10 = (char) p10 + fx * ((p10 >>> 16) - (char) p10);
            float v01 = (char) p01 + fx * ((p01 >>> 16) - (char) p01);
            float v11 = (char) p11 + fx * ((p11 >>> 16) - (char) p11);
            float v0 = v00 + fy * (v10 - v00);
            float v1 = v01 + fy * (v11 - v01);
            target[i] = (v0 + fz * (v1 - v0)) * slope + intercept;
        }
    }
}
