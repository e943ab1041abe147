package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/**
 * Synthetic film grain (ISO/IEC 18181-1 Annex K.5): pseudo-random numbers, their low frequencies taken away, as strong
 * as the intensity says.
 *
 * @param strength at eight intensities
 */
record Noise(float[] strength) {
    private static final float SCALE = 0.22f;
    private static final float OWN = SCALE / 128;
    private static final float SHARED = SCALE * 127 / 128;

    static Noise read(BitReader in) throws CodecException {
        float[] strength = new float[8];
        for (int i = 0; i < 8; i++) {
            strength[i] = in.bits(10) / 1024f;
        }
        return new Noise(strength);
    }

    /**
     * Adds grain to X, Y and B.
     *
     * @param group size of the squares that begin a sequence of numbers each
     * @param seed counts of the frames before
     * @param chroma how much of luma is in X and B
     */
    void add(Plane[] planes, int group, long seed, float[] chroma) throws CodecException {
        if (planes.length != 3) {
            throw new CodecException("JPEG XL: Synthetic noise is for colour images", -1);
        }
        int width = planes[0].width();
        int height = planes[0].height();
        Plane[] random = {new Plane(width, height), new Plane(width, height), new Plane(width, height)};
        for (int y = 0; y < height; y += group) {
            for (int x = 0; x < width; x += group) {
                Xorshift numbers = new Xorshift(seed, (long) x << 32 | y);
                for (Plane plane : random) {
                    fill(plane, numbers, x, y, group);
                }
            }
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                add(planes, random, chroma, x, y);
            }
        }
    }

    private void add(Plane[] planes, Plane[] random, float[] chroma, int x, int y) {
        float difference = planes[0].get(x, y);
        float light = planes[1].get(x, y);
        float common = SHARED * highFrequencies(random[2], x, y);
        float red = strength(light + difference) * (OWN * highFrequencies(random[0], x, y) + common);
        float green = strength(light - difference) * (OWN * highFrequencies(random[1], x, y) + common);
        planes[0].set(x, y, difference + chroma[0] * (red + green) + red - green);
        planes[1].set(x, y, light + red + green);
        planes[2].set(x, y, planes[2].get(x, y) + chroma[1] * (red + green));
    }

    private float strength(float intensity) {
        float scaled = Math.max(0, 3 * intensity);
        int index = (int) Math.min(6, scaled);
        float rest = scaled >= 7 ? 1 : scaled - index;
        return Math.clamp(strength[index] + (strength[index + 1] - strength[index]) * rest, 0, 1);
    }

    private static float highFrequencies(Plane plane, int x, int y) {
        float sum = 0;
        boolean inside = x >= 2 && y >= 2 && x + 2 < plane.width() && y + 2 < plane.height();
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                sum += inside ? plane.get(x + dx, y + dy) : plane.mirrored(x + dx, y + dy);
            }
        }
        return 0.16f * sum - 4 * plane.get(x, y);
    }

    private static void fill(Plane plane, Xorshift numbers, int x0, int y0, int group) {
        for (int y = y0; y < Math.min(y0 + group, plane.height()); y++) {
            for (int x = x0; x < Math.min(x0 + group, plane.width()); x += 16) {
                numbers.next();
                for (int i = 0; i < 16 && x + i < plane.width(); i++) {
                    plane.set(x + i, y, numbers.oneToTwo(i));
                }
            }
            if (Math.min(group, plane.width() - x0) % 16 == 0) {
                numbers.next(); // as the reference decoder does after rows of whole batches
            }
        }
    }

    /** Eight generators of 64 bits side by side, xorshift128+. */
    private static final class Xorshift {
        private final long[] first = new long[8];
        private final long[] second = new long[8];
        private final long[] batch = new long[8];

        Xorshift(long seed, long place) {
            first[0] = mix(seed + 0x9E3779B97F4A7C15L);
            second[0] = mix(place + 0x9E3779B97F4A7C15L);
            for (int i = 1; i < 8; i++) {
                first[i] = mix(first[i - 1]);
                second[i] = mix(second[i - 1]);
            }
        }

        private static long mix(long value) {
            long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
            return mixed ^ mixed >>> 31;
        }

        void next() {
            for (int i = 0; i < 8; i++) {
                long a = first[i];
                long b = second[i];
                batch[i] = a + b;
                first[i] = b;
                a ^= a << 23;
                second[i] = a ^ b ^ a >>> 18 ^ b >>> 5;
            }
        }

        /** One of sixteen numbers of the batch. */
        float oneToTwo(int index) {
            int bits = (int) (batch[index / 2] >>> 32 * (index & 1));
            return Float.intBitsToFloat(bits >>> 9 | 0x3F800000);
        }
    }
}
