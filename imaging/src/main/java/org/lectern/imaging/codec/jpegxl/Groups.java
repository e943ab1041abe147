package org.lectern.imaging.codec.jpegxl;

/**
 * The squares that a frame is divided into.
 *
 * @param size of a group, in samples
 */
record Groups(int size, int columns, int rows) {
    /** Groups of a frame: 1 for its groups, 8 for its LF groups, which are so many times larger. */
    static Groups of(FrameHeader header, int scale) {
        int size = header.groupDimension * scale;
        return new Groups(size, (header.width() + size - 1) / size, (header.height() + size - 1) / size);
    }

    int count() {
        return Math.multiplyExact(columns, rows);
    }

    /** Left column of a group. */
    int x(int group) {
        return group % columns * size;
    }

    int y(int group) {
        return group / columns * size;
    }
}
