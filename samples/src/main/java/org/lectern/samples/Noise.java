package org.lectern.samples;

/** Reproducible noise: the same value for the same place and seed on every machine. */
final class Noise {
    private Noise() {}

    /** A hash of a lattice point, uniform in [0, 1). */
    static double lattice(int x, int y, int z, int seed) {
        int h = x * 0x27D4EB2D ^ y * 0x165667B1 ^ z * 0x9E3779B1 ^ seed * 0x85EBCA6B;
        h ^= h >>> 15;
        h *= 0x2C1B3C6D;
        h ^= h >>> 12;
        h *= 0x297A2D39;
        h ^= h >>> 15;
        return (h >>> 8) * 0x1p-24;
    }

    /** Nearly normal, mean 0, deviation 1: the sum of four uniform values of one hash. */
    static double normal(int x, int y, int z, int seed) {
        long h = (x * 0x9E3779B97F4A7C15L) ^ (y * 0xC2B2AE3D27D4EB4FL) ^ (z * 0x165667B19E3779F9L) ^ seed;
        h ^= h >>> 31;
        h *= 0xBF58476D1CE4E5B9L;
        h ^= h >>> 29;
        long sum = (h & 0xFFFF) + (h >>> 16 & 0xFFFF) + (h >>> 32 & 0xFFFF) + (h >>> 48);
        return (sum - 131070) / 37837.0;
    }

    /** Smooth noise in about [-1, 1] that varies over one unit. */
    static double smooth(double x, double y, double z, int seed) {
        int i = (int) Math.floor(x);
        int j = (int) Math.floor(y);
        int k = (int) Math.floor(z);
        double u = ease(x - i);
        double v = ease(y - j);
        double w = ease(z - k);
        double low = plane(i, j, k, u, v, seed);
        double high = w == 0 ? low : plane(i, j, k + 1, u, v, seed);
        return 2 * (low + (high - low) * w) - 1;
    }

    /** Smooth noise summed over octaves, about [-1, 1]. */
    static double fractal(double x, double y, double z, int octaves, int seed) {
        double sum = 0;
        double weight = 0.5;
        double scale = 1;
        for (int octave = 0; octave < octaves; octave++) {
            sum += weight * smooth(x * scale, y * scale, z * scale, seed + octave);
            weight /= 2;
            scale *= 2;
        }
        return sum;
    }

    private static double plane(int i, int j, int k, double u, double v, int seed) {
        double a = lattice(i, j, k, seed);
        double b = lattice(i + 1, j, k, seed);
        double c = lattice(i, j + 1, k, seed);
        double d = lattice(i + 1, j + 1, k, seed);
        double top = a + (b - a) * u;
        double bottom = c + (d - c) * u;
        return top + (bottom - top) * v;
    }

    /** From 0 to 1 without a kink at either end. */
    static double ease(double t) {
        return t * t * (3 - 2 * t);
    }
}
