package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.Parallel;

/**
 * The inverse wavelet transformations of T.800 Annex F, resolution by resolution, in place.
 *
 * <p>Low and high samples are lifted while they are still apart, in loops without dependence from one element to the
 * next, and interleaved when they are written back. Rows are done one by one, columns in strips.
 */
abstract sealed class Wavelet permits Wavelet53, Wavelet97 {
    /** Columns of a strip: a cache line of four bytes each, several times over. */
    static final int STRIP = 32;

    private static final int ROWS = 64;

    /** Undoes the decompositions of one tile component up to its resolution {@code top}. */
    final void inverse(Resolution[] resolutions, int top, Parallel parallel) {
        int stride = resolutions[top].area.width();
        for (int r = 1; r <= top; r++) {
            Area area = resolutions[r].area;
            Area lower = resolutions[r - 1].area;
            int width = area.width();
            int height = area.height();
            if (width == 0 || height == 0) {
                continue;
            }
            parallel.forEach(
                    Math.ceilDiv(height, ROWS),
                    part -> rows(
                            part * ROWS,
                            Math.min(height, part * ROWS + ROWS),
                            stride,
                            width,
                            lower.width(),
                            area.x0() & 1));
            parallel.forEach(
                    Math.ceilDiv(width, STRIP),
                    part -> columns(
                            part * STRIP,
                            Math.min(STRIP, width - part * STRIP),
                            stride,
                            height,
                            lower.height(),
                            area.y0() & 1));
        }
    }

    /**
     * Rows {@code from} to {@code to - 1}.
     *
     * @param low number of low-pass samples in a row
     * @param odd 1 if the first sample of a row is a high-pass one
     */
    abstract void rows(int from, int to, int stride, int width, int low, int odd);

    /** Columns {@code left} to {@code left + count - 1}. */
    abstract void columns(int left, int count, int stride, int height, int low, int odd);
}
