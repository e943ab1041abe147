package org.lectern.rendering.raster;

import java.util.Arrays;

/**
 * Weights of source pixels for each target pixel along one axis. Where the picture is smaller than the image, a weight is
 * the part of the target pixel that the source pixel covers; otherwise it is the interpolating function's value.
 */
final class Kernel {
    /** The targets whose centre lies on the image, from {@code begin} to before {@code end}. */
    final int begin;

    final int end;
    /** Source pixels per target pixel. */
    final int taps;
    /** Whether weights are areas, because the picture is smaller than the image. */
    final boolean averages;

    private final int[] first; // by target
    private final float[] weights; // by target and tap

    private Kernel(int begin, int end, int taps, boolean averages) {
        this.averages = averages;
        this.begin = begin;
        this.end = end;
        this.taps = taps;
        this.first = new int[Math.max(0, end - begin)];
        this.weights = new float[first.length * taps];
    }

    /**
     * The kernel for {@code target = scale · source + offset}, both counted from the edge of the first pixel.
     *
     * @param scale negative for a mirrored picture
     */
    static Kernel of(int sourceLength, int targetLength, double scale, double offset, Interpolation interpolation) {
        int begin = targetLength;
        int end = 0;
        for (int t = 0; t < targetLength; t++) {
            double source = (t + 0.5 - offset) / scale;
            if (source >= 0 && source < sourceLength) {
                begin = Math.min(begin, t);
                end = t + 1;
            }
        }
        boolean area = interpolation != Interpolation.NEAREST && Math.abs(scale) < 1;
        int wanted = area ? (int) Math.ceil(1 / Math.abs(scale)) + 1 : support(interpolation);
        Kernel kernel = new Kernel(begin, end, Math.min(wanted, sourceLength), area);
        double[] row = new double[kernel.taps];
        for (int t = begin; t < end; t++) {
            double source = (t + 0.5 - offset) / scale;
            Arrays.fill(row, 0);
            int start = area
                    ? area(source, 0.5 / Math.abs(scale), sourceLength, row)
                    : points(source, interpolation, sourceLength, row);
            kernel.put(t - begin, start, row);
        }
        return kernel;
    }

    /** The first source pixel of a target pixel between begin and end. */
    int first(int target) {
        return first[target - begin];
    }

    float weight(int target, int tap) {
        return weights[(target - begin) * taps + tap];
    }

    /** Applies the kernel along a line. */
    void apply(float[] source, float[] target) {
        if (taps == 2) {
            for (int i = 0; i < first.length; i++) {
                float left = source[first[i]];
                float right = source[first[i] + 1];
                target[begin + i] = left * weights[2 * i] + right * weights[2 * i + 1];
            }
            return;
        }
        for (int i = 0, w = 0; i < first.length; i++) {
            float sum = 0;
            int from = first[i];
            for (int k = 0; k < taps; k++) {
                sum += source[from + k] * weights[w++];
            }
            target[begin + i] = sum;
        }
    }

    private void put(int index, int start, double[] row) {
        first[index] = start;
        double sum = Arrays.stream(row).sum();
        for (int k = 0; k < taps; k++) {
            weights[index * taps + k] = (float) (row[k] / sum);
        }
    }

    private static int area(double source, double half, int length, double[] row) {
        double low = Math.max(0, source - half);
        double high = Math.min(length, source + half);
        int start = Math.clamp((int) Math.floor(low), 0, length - row.length);
        for (int k = 0; k < row.length; k++) {
            row[k] = Math.max(0, Math.min(high, start + k + 1) - Math.max(low, start + k));
        }
        return start;
    }

    /** Beyond the edge the outermost pixel goes on. */
    private static int points(double source, Interpolation interpolation, int length, double[] row) {
        int support = support(interpolation);
        double center = interpolation == Interpolation.NEAREST ? Math.floor(source) : source - 0.5;
        int leftmost = (int) Math.floor(center) - (support - 1) / 2;
        int start = Math.clamp(leftmost, 0, length - row.length);
        for (int k = 0; k < support; k++) {
            int place = Math.clamp(leftmost + k, 0, length - 1);
            row[Math.clamp(place - start, 0, row.length - 1)] += value(interpolation, center - (leftmost + k));
        }
        return start;
    }

    private static int support(Interpolation interpolation) {
        return switch (interpolation) {
            case NEAREST -> 1;
            case BILINEAR -> 2;
            case BICUBIC -> 4;
            case LANCZOS -> 6;
        };
    }

    private static double value(Interpolation interpolation, double distance) {
        double d = Math.abs(distance);
        return switch (interpolation) {
            case NEAREST -> 1;
            case BILINEAR -> Math.max(0, 1 - d);
            case BICUBIC -> d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
            case LANCZOS -> d >= 3 ? 0 : sinc(d) * sinc(d / 3);
        };
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
