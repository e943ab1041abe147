package org.lectern.rendering.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

/**
 * Voxels of 16-bit volumes. Two neighbours in a row are fetched as one 32-bit word: four fetches for the eight corners,
 * and eight words more, four of them of 64 bits, for the differences.
 */
final class ShortVoxels extends Voxels {
    private static final ValueLayout.OfInt PAIR = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong FOUR = ValueLayout.JAVA_LONG_UNALIGNED;

    private final MemorySegment samples;
    private final long rowBytes;
    private final long sliceBytes;
    private final int flip;

    ShortVoxels(Volume volume) {
        super(volume);
        this.samples = volume.samples();
        this.rowBytes = volume.grid().columns() * 2L;
        this.sliceBytes = rowBytes * volume.grid().rows();
        this.flip = volume.type() == SampleType.INT16 ? 0x8000 : 0;
    }

    /** The sign extended where there is one, without a branch. */
    private int extended(int sample) {
        return (sample & 0xFFFF ^ flip) - flip;
    }

    private float pair(long at, float weight) {
        int two = samples.get(PAIR, at);
        int left = extended(two);
        return left + weight * (extended(two >>> 16) - left);
    }

    @Override
    float at(long x, long y, long z) {
        long corner = (z >> 32) * sliceBytes + (y >> 32) * rowBytes + (x >> 32) * 2;
        float fx = fraction(x);
        float fy = fraction(y);
        float fz = fraction(z);
        float v00 = pair(corner, fx);
        float v10 = pair(corner + rowBytes, fx);
        float v01 = pair(corner + sliceBytes, fx);
        float v11 = pair(corner + sliceBytes + rowBytes, fx);
        float v0 = v00 + fy * (v10 - v00);
        float v1 = v01 + fy * (v11 - v01);
        return (v0 + fz * (v1 - v0)) * slope + intercept;
    }

    /** The difference of neighbours two apart in a row of four, twice what is wanted. */
    private float ahead(long at, float weight) {
        long four = samples.get(FOUR, at - 2);
        int first = extended((int) (four >>> 32)) - extended((int) four);
        int second = extended((int) (four >>> 48)) - extended((int) (four >>> 16));
        return first + weight * (second - first);
    }

    @Override
    void differences(long x, long y, long z, float[] xyz) {
        long c = (z >> 32) * sliceBytes + (y >> 32) * rowBytes + (x >> 32) * 2;
        float fx = fraction(x);
        float fy = fraction(y);
        float fz = fraction(z);
        float half = slope / 2;
        float x0 = mix(ahead(c, fx), ahead(c + rowBytes, fx), fy);
        float x1 = mix(ahead(c + sliceBytes, fx), ahead(c + sliceBytes + rowBytes, fx), fy);
        xyz[0] = mix(x0, x1, fz) * half;
        float v00 = pair(c, fx);
        float v10 = pair(c + rowBytes, fx);
        float v01 = pair(c + sliceBytes, fx);
        float v11 = pair(c + sliceBytes + rowBytes, fx);
        float y0 = mix(v10 - pair(c - rowBytes, fx), pair(c + 2 * rowBytes, fx) - v00, fy);
        float y1 = mix(v11 - pair(c + sliceBytes - rowBytes, fx), pair(c + sliceBytes + 2 * rowBytes, fx) - v01, fy);
        xyz[1] = mix(y0, y1, fz) * half;
        float z0 = mix(v01 - pair(c - sliceBytes, fx), pair(c + 2 * sliceBytes, fx) - v00, fz);
        float z1 = mix(v11 - pair(c - sliceBytes + rowBytes, fx), pair(c + 2 * sliceBytes + rowBytes, fx) - v10, fz);
        xyz[2] = mix(z0, z1, fy) * half;
    }

    private static float mix(float one, float other, float part) {
        return one + part * (other - one);
    }
}
