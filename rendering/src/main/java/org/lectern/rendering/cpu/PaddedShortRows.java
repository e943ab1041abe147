package org.lectern.rendering.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

/**
 * Rows of 16-bit volumes with padding. All corners padding: nothing; none: as without padding; some: the plain way,
 * which knows that a corner without weight does not count.
 */
final class PaddedShortRows extends RowSampler {
    private static final ValueLayout.OfInt PAIR = ValueLayout.JAVA_INT_UNALIGNED;

    private final MemorySegment samples;
    private final boolean signed;
    private final int padding;

    PaddedShortRows(Volume volume, Vector3 step, int width) {
        super(volume, step, width);
        this.samples = volume.samples();
        this.signed = volume.type() == SampleType.INT16;
        this.padding = volume.padding().orElseThrow();
    }

    @Override
    void inside(long x, long y, long z, float[] target, int begin, int end) {
        long rowBytes = grid.columns() * 2L;
        long sliceBytes = rowBytes * grid.rows();
        for (int i = begin; i < end; i++, x += stepX(), y += stepY(), z += stepZ()) {
            long corner = (z >> 32) * sliceBytes + (y >> 32) * rowBytes + (x >> 32) * 2;
            int p00 = samples.get(PAIR, corner);
            int p10 = samples.get(PAIR, corner + rowBytes);
            int p01 = samples.get(PAIR, corner + sliceBytes);
            int p11 = samples.get(PAIR, corner + sliceBytes + rowBytes);
            int padded = padded(p00) + padded(p10) + padded(p01) + padded(p11);
            if (padded != 0) {
                target[i] = padded == 8 ? Float.NaN : plain(x, y, z);
                continue;
            }
            float fx = ((int) (x >>> 8) & 0xFFFFFF) * WEIGHT;
            float fy = ((int) (y >>> 8) & 0xFFFFFF) * WEIGHT;
            float fz = ((int) (z >>> 8) & 0xFFFFFF) * WEIGHT;
            float v00 = low(p00) + fx * (high(p00) - low(p00));
            float v10 = low(p10) + fx * (high(p10) - low(p10));
            float v01 = low(p01) + fx * (high(p01) - low(p01));
            float v11 = low(p11) + fx * (high(p11) - low(p11));
            float v0 = v00 + fy * (v10 - v00);
            float v1 = v01 + fy * (v11 - v01);
            target[i] = (v0 + fz * (v1 - v0)) * slope + intercept;
        }
    }

    private int padded(int pair) {
        return (low(pair) == padding ? 1 : 0) + (high(pair) == padding ? 1 : 0);
    }

    private int low(int pair) {
        return signed ? (short) pair : (char) pair;
    }

    private int high(int pair) {
        return signed ? pair >> 16 : pair >>> 16;
    }
}
