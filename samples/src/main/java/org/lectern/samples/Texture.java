package org.lectern.samples;

/**
 * {@link Noise#fractal} in a plane, for one thread: remembers the cell of each octave that it was asked for last, since
 * neighbours are asked one after the other.
 */
final class Texture {
    private final Octave[] octaves;

    /** The plane at a whole z. */
    Texture(int z, int octaves, int seed) {
        this.octaves = new Octave[octaves];
        for (int n = 0; n < octaves; n++) {
            this.octaves[n] = new Octave(z << n, seed + n);
        }
    }

    /** About [-1, 1]: half of the first octave, a quarter of the second, and so on. */
    double at(double x, double y) {
        double sum = 0;
        double weight = 0.5;
        double scale = 1;
        for (Octave octave : octaves) {
            sum += weight * octave.at(x * scale, y * scale);
            weight /= 2;
            scale *= 2;
        }
        return sum;
    }

    private static final class Octave {
        private final int z;
        private final int seed;
        private int cellX = Integer.MIN_VALUE;
        private int cellY;
        private double corner;
        private double across;
        private double down;
        private double twist;

        Octave(int z, int seed) {
            this.z = z;
            this.seed = seed;
        }

        double at(double x, double y) {
            int i = (int) Math.floor(x);
            int j = (int) Math.floor(y);
            if (i != cellX || j != cellY) {
                enter(i, j);
            }
            double u = Noise.ease(x - i);
            double v = Noise.ease(y - j);
            return 2 * (corner + across * u + (down + twist * u) * v) - 1;
        }

        private void enter(int i, int j) {
            cellX = i;
            cellY = j;
            corner = Noise.lattice(i, j, z, seed);
            across = Noise.lattice(i + 1, j, z, seed) - corner;
            down = Noise.lattice(i, j + 1, z, seed) - corner;
            twist = Noise.lattice(i + 1, j + 1, z, seed) - corner - across - down;
        }
    }
}
