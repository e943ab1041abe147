package org.lectern.imaging.codec.jpeg;

/**
 * The seven predictors of the lossless process (T.81 table H.1), each adding the differences of one component to a row
 * of interleaved samples from its second sample on. Sums wrap at 16 bits (H.1.2.1).
 */
final class Prediction {
    private Prediction() {}

    /** Selection value 1: Ra. */
    static void left(int[] differences, short[] row, int from, int stride) {
        int left = row[from - stride];
        for (int i = from; i < row.length; i += stride) {
            left += differences[i];
            row[i] = (short) left;
        }
    }

    /** Selection value 2: Rb. */
    static void above(int[] differences, short[] row, short[] above, int from, int stride) {
        for (int i = from; i < row.length; i += stride) {
            row[i] = (short) (above[i] + differences[i]);
        }
    }

    /** Selection value 3: Rc. */
    static void diagonal(int[] differences, short[] row, short[] above, int from, int stride) {
        for (int i = from; i < row.length; i += stride) {
            row[i] = (short) (above[i - stride] + differences[i]);
        }
    }

    /** Selection value 4: Ra + Rb - Rc. */
    static void plane(int[] differences, short[] row, short[] above, int from, int stride) {
        int left = row[from - stride];
        for (int i = from; i < row.length; i += stride) {
            left += above[i] - above[i - stride] + differences[i];
            row[i] = (short) left;
        }
    }

    /** Selection value 5: Ra + (Rb - Rc) / 2. */
    static void leftAndSlope(int[] differences, short[] row, short[] above, int from, int stride) {
        int left = row[from - stride] & 0xffff;
        for (int i = from; i < row.length; i += stride) {
            left = left + ((above[i] & 0xffff) - (above[i - stride] & 0xffff) >> 1) + differences[i] & 0xffff;
            row[i] = (short) left;
        }
    }

    /** Selection value 6: Rb + (Ra - Rc) / 2. */
    static void aboveAndSlope(int[] differences, short[] row, short[] above, int from, int stride) {
        int left = row[from - stride] & 0xffff;
        for (int i = from; i < row.length; i += stride) {
            left = above[i] + (left - (above[i - stride] & 0xffff) >> 1) + differences[i] & 0xffff;
            row[i] = (short) left;
        }
    }

    /** Selection value 7: (Ra + Rb) / 2. */
    static void mean(int[] differences, short[] row, short[] above, int from, int stride) {
        int left = row[from - stride] & 0xffff;
        for (int i = from; i < row.length; i += stride) {
            left = (left + (above[i] & 0xffff) >> 1) + differences[i] & 0xffff;
            row[i] = (short) left;
        }
    }
}
