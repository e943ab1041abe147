package org.lectern.imaging.grayscale;

/**
 * The bits of an overlay plane for one frame, placed on the image.
 *
 * @param left column of the first bit, counted from 0; may be outside the image
 * @param top row of the first bit, counted from 0
 * @param bits packed, first bit lowest, rows not padded (PS3.5 section 8.1.2); not copied
 */
public record OverlayBitmap(int left, int top, int columns, int rows, byte[] bits) {
    /** Refuses fewer bits than pixels. */
    public OverlayBitmap {
        if (columns <= 0 || rows <= 0 || bits.length * 8L < (long) columns * rows) {
            throw new IllegalArgumentException(
                    "An overlay of %d × %d in %d bytes".formatted(columns, rows, bits.length));
        }
    }

    /** Whether the overlay has ink on a pixel of the image; outside the overlay there is none. */
    public boolean at(int column, int row) {
        int x = column - left;
        int y = row - top;
        if (x < 0 || x >= columns || y < 0 || y >= rows) {
            return false;
        }
        long bit = (long) y * columns + x;
        return (bits[(int) (bit >> 3)] >> (bit & 7) & 1) != 0;
    }

    /** Whether there is ink on any pixel of a block, ends included. */
    public boolean anyWithin(int firstColumn, int firstRow, int lastColumn, int lastRow) {
        for (int row = Math.max(firstRow, top); row <= Math.min(lastRow, top + rows - 1); row++) {
            for (int column = Math.max(firstColumn, left);
                    column <= Math.min(lastColumn, left + columns - 1);
                    column++) {
                if (at(column, row)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Number of pixels with ink. */
    public long count() {
        long count = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                count += at(left + column, top + row) ? 1 : 0;
            }
        }
        return count;
    }
}
