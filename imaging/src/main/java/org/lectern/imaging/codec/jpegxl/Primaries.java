package org.lectern.imaging.codec.jpegxl;

import java.util.Arrays;

/**
 * Chromaticities of white, red, green and blue (ISO/IEC 18181-1 Annex E.2), and the way between two such spaces.
 *
 * @param xy of the four, in that order
 */
record Primaries(double... xy) {
    static final double[] D65 = {0.3127, 0.3290};
    static final double[] EQUAL = {1 / 3.0, 1 / 3.0};
    static final double[] DCI_WHITE = {0.314, 0.351};
    static final double[] SRGB_COLORS = {0.639998686, 0.330010138, 0.300003784, 0.600003357, 0.150002046, 0.059997204};
    static final double[] BT2100_COLORS = {0.708, 0.292, 0.170, 0.797, 0.131, 0.046};
    static final double[] P3_COLORS = {0.680, 0.320, 0.265, 0.690, 0.150, 0.060};
    static final Primaries SRGB = of(D65, SRGB_COLORS);
    private static final double[] BRADFORD = {0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296
    };

    static Primaries of(double[] white, double[] colors) {
        double[] all = new double[8];
        System.arraycopy(white, 0, all, 0, 2);
        System.arraycopy(colors, 0, all, 2, 6);
        return new Primaries(all);
    }

    boolean isSrgb() {
        return Arrays.equals(xy, SRGB.xy);
    }

    /** The matrix, by rows, that turns linear sRGB into linear samples of this space. */
    double[] fromSrgb() {
        return times(inverse(toXyz()), times(adaptation(SRGB, this), SRGB.toXyz()));
    }

    /** Where the sum of the primaries is white of luminance 1. */
    private double[] toXyz() {
        double[] colors = new double[9];
        for (int i = 0; i < 3; i++) {
            double x = xy[2 + 2 * i];
            double y = xy[3 + 2 * i];
            colors[i] = x / y;
            colors[3 + i] = 1;
            colors[6 + i] = (1 - x - y) / y;
        }
        double[] share = apply(inverse(colors), white());
        for (int i = 0; i < 9; i++) {
            colors[i] *= share[i % 3];
        }
        return colors;
    }

    private double[] white() {
        return new double[] {xy[0] / xy[1], 1, (1 - xy[0] - xy[1]) / xy[1]};
    }

    /** Bradford's chromatic adaptation. */
    private static double[] adaptation(Primaries from, Primaries to) {
        double[] source = apply(BRADFORD, from.white());
        double[] target = apply(BRADFORD, to.white());
        double[] scaled = BRADFORD.clone();
        for (int i = 0; i < 9; i++) {
            scaled[i] *= target[i / 3] / source[i / 3];
        }
        return times(inverse(BRADFORD), scaled);
    }

    private static double[] apply(double[] m, double[] v) {
        double[] result = new double[3];
        for (int i = 0; i < 3; i++) {
            result[i] = m[3 * i] * v[0] + m[3 * i + 1] * v[1] + m[3 * i + 2] * v[2];
        }
        return result;
    }

    private static double[] times(double[] a, double[] b) {
        double[] result = new double[9];
        for (int i = 0; i < 9; i++) {
            int row = i / 3 * 3;
            int column = i % 3;
            result[i] = a[row] * b[column] + a[row + 1] * b[3 + column] + a[row + 2] * b[6 + column];
        }
        return result;
    }

    private static double[] inverse(double[] m) {
        double[] result = new double[9];
        double determinant = 0;
        for (int i = 0; i < 3; i++) {
            int j = (i + 1) % 3;
            int k = (i + 2) % 3;
            for (int row = 0; row < 3; row++) {
                int next = (row + 1) % 3;
                int last = (row + 2) % 3;
                result[3 * i + row] = m[3 * next + j] * m[3 * last + k] - m[3 * next + k] * m[3 * last + j];
            }
            determinant += m[i] * result[3 * i];
        }
        for (int i = 0; i < 9; i++) {
            result[i] /= determinant;
        }
        return result;
    }
}
