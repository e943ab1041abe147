package org.lectern.imaging.grayscale;

/**
 * A frame as it is shown in colour: one opaque {@code 0xFFRRGGBB} a pixel, row by row.
 *
 * @param argb not copied; who makes a frame does not change it afterwards
 */
public record ColorFrame(int rows, int columns, int[] argb) {
    /** Refuses an array of another size. */
    public ColorFrame {
        if (rows <= 0 || columns <= 0 || argb.length != (long) rows * columns) {
            throw new IllegalArgumentException("%d × %d pixels in %d ints".formatted(columns, rows, argb.length));
        }
    }

    /** The colour of a pixel. */
    public int at(int column, int row) {
        return argb[row * columns + column];
    }
}
