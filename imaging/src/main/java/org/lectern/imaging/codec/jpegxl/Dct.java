package org.lectern.imaging.codec.jpegxl;

/**
 * Inverse discrete cosine transform of 2 to 256 rows of a matrix (ISO/IEC 18181-1 Annex I.2): the first coefficient is
 * the mean, the others count √2 times.
 *
 * <p>Coefficients of odd frequency become a transform of half the size by the sum formula of cosines, over 2 cos.
 */
final class Dct {
    private static final float SQRT_2 = (float) Math.sqrt(2);
    private static final float[][] DIVISORS = divisors();

    private Dct() {}

    private static float[][] divisors() {
        float[][] byLogarithm = new float[9][];
        for (int log = 0; log < 9; log++) {
            int size = 1 << log;
            byLogarithm[log] = new float[size / 2];
            for (int k = 0; k < size / 2; k++) {
                byLogarithm[log][k] = (float) (0.5 / Math.cos(Math.PI * (k + 0.5) / size));
            }
        }
        return byLogarithm;
    }

    /** Transforms columns in place: {@code size} rows of {@code length} from {@code at}; the scratch is as large. */
    static void inverse(float[] data, int at, int size, int length, float[] scratch, int scratchAt) {
        if (size == 1) {
            return;
        }
        int half = size / 2;
        if (size == 2) {
            for (int i = at; i < at + length; i++) {
                float sum = data[i] + data[i + length];
                data[i + length] = data[i] - data[i + length];
                data[i] = sum;
            }
            return;
        }
        int odd = scratchAt + half * length;
        for (int row = 0; row < half; row++) {
            System.arraycopy(data, at + 2 * row * length, scratch, scratchAt + row * length, length);
            int from = at + (2 * row + 1) * length;
            int to = odd + row * length;
            if (row == 0) {
                for (int i = 0; i < length; i++) {
                    scratch[to + i] = SQRT_2 * data[from + i];
                }
            } else {
                for (int i = 0; i < length; i++) {
                    scratch[to + i] = data[from + i] + data[from + i - 2 * length];
                }
            }
        }
        inverse(scratch, scratchAt, half, length, data, at);
        inverse(scratch, odd, half, length, data, at + half * length);
        float[] divisor = DIVISORS[Integer.numberOfTrailingZeros(size)];
        for (int row = 0; row < half; row++) {
            float factor = divisor[row];
            int first = at + row * length;
            int last = at + (size - 1 - row) * length;
            int even = scratchAt + row * length;
            for (int i = 0; i < length; i++) {
                float other = factor * scratch[even + half * length + i];
                data[first + i] = scratch[even + i] + other;
                data[last + i] = scratch[even + i] - other;
            }
        }
    }

    /** Transforms both ways; answers rows and columns exchanged. The result is in {@code scratch}. */
    static void inverseTransposed(float[] data, int rows, int columns, float[] scratch) {
        inverse(data, 0, rows, columns, scratch, 0);
        transpose(data, rows, columns, scratch);
        inverse(scratch, 0, columns, rows, data, 0);
    }

    static void transpose(float[] from, int rows, int columns, float[] to) {
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                to[x * rows + y] = from[y * columns + x];
            }
        }
    }

    /** Means of blocks, to the low frequencies of a varblock over these blocks (I.2.3): one way, n at a distance. */
    static void lowFrequencies(float[] data, int at, int count, int step) {
        if (count == 1) {
            return;
        }
        float[] result = new float[count];
        for (int k = 0; k < count; k++) {
            double sum = 0;
            for (int n = 0; n < count; n++) {
                sum += data[at + n * step] * Math.cos(Math.PI * k * (n + 0.5) / count);
            }
            double angle = Math.PI * k / (16.0 * count);
            double scale = k == 0 ? 1 : Math.sqrt(2) / (Math.cos(angle) * Math.cos(2 * angle) * Math.cos(4 * angle));
            result[k] = (float) (sum / count * scale);
        }
        for (int k = 0; k < count; k++) {
            data[at + k * step] = result[k];
        }
    }
}
