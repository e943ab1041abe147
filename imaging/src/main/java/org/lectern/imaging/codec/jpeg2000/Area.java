package org.lectern.imaging.codec.jpeg2000;

/** A rectangle of samples, the upper bounds excluded. */
record Area(int x0, int y0, int x1, int y1) {
    int width() {
        return Math.max(0, x1 - x0);
    }

    int height() {
        return Math.max(0, y1 - y0);
    }

    boolean isEmpty() {
        return x1 <= x0 || y1 <= y0;
    }

    /** The same after {@code levels} halvings, bounds rounded up. */
    Area reduced(int levels) {
        return new Area(ceil(x0, levels), ceil(y0, levels), ceil(x1, levels), ceil(y1, levels));
    }

    /** The sub-band area of T.800 equation B-15: {@code level} decompositions, high-pass where the flags are 1. */
    Area band(int level, int highX, int highY) {
        long halfX = (long) highX << level - 1;
        long halfY = (long) highY << level - 1;
        return new Area(
                ceil(x0 - halfX, level), ceil(y0 - halfY, level), ceil(x1 - halfX, level), ceil(y1 - halfY, level));
    }

    static int ceil(long value, int shift) {
        return (int) ((value + (1L << shift) - 1) >> shift);
    }
}
