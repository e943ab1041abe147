package org.lectern.imaging.codec.jpegxl;

/** A plane of integers of a modular image (ISO/IEC 18181-1 Annex H.1); its samples exist once someone asks for them. */
final class Channel {
    private static final int[] NONE = new int[0];

    private final int width;
    private final int height;
    private final int horizontalShift;
    private final int verticalShift;
    private int[] data = NONE;
    private boolean decoded;

    Channel(int width, int height, int horizontalShift, int verticalShift) {
        this.width = width;
        this.height = height;
        this.horizontalShift = horizontalShift;
        this.verticalShift = verticalShift;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Logarithm of how many columns of the frame a sample stands for; -1 for a palette. */
    int horizontalShift() {
        return horizontalShift;
    }

    int verticalShift() {
        return verticalShift;
    }

    boolean isEmpty() {
        return width == 0 || height == 0;
    }

    /** Rows one after the other. */
    int[] data() {
        if (data.length == 0 && !isEmpty()) {
            data = new int[width * height];
        }
        return data;
    }

    boolean isDecoded() {
        return decoded;
    }

    void setDecoded() {
        decoded = true;
    }

    boolean hasSizeOf(Channel other) {
        return width == other.width && height == other.height;
    }

    boolean isLike(Channel other) {
        return hasSizeOf(other) && horizontalShift == other.horizontalShift && verticalShift == other.verticalShift;
    }
}
