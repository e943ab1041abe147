package org.lectern.imaging.codec.jpeg;

/**
 * Sub-sampled components to full size. T.81 A.1.1 leaves the filter open; a triangle filter over the nearest samples
 * (3/4 and 1/4), rounding up and down in turn, is what the Independent JPEG Group's library and so the other DICOM
 * toolkits do: the nearest sample alone would be up to six levels off.
 */
final class Upsampling {
    private Upsampling() {}

    /** Twice as wide. */
    static void across(short[] source, int offset, int length, short[] target) {
        int last = length - 1;
        target[0] = source[offset];
        target[1] = (short) (3 * source[offset] + source[offset + 1] + 2 >> 2);
        for (int x = 1; x < last; x++) {
            int centre = 3 * source[offset + x];
            target[2 * x] = (short) (centre + source[offset + x - 1] + 1 >> 2);
            target[2 * x + 1] = (short) (centre + source[offset + x + 1] + 2 >> 2);
        }
        target[2 * last] = (short) (3 * source[offset + last] + source[offset + last - 1] + 1 >> 2);
        target[2 * last + 1] = source[offset + last];
    }

    /** Twice as wide and twice as high: the row between the nearer source row and its neighbour. */
    static void bothWays(short[] source, int near, int far, int length, short[] target) {
        int before = 3 * source[near] + source[far];
        int centre = before;
        for (int x = 0; x < length; x++) {
            int after = x + 1 < length ? 3 * source[near + x + 1] + source[far + x + 1] : centre;
            target[2 * x] = (short) (3 * centre + before + 8 >> 4);
            target[2 * x + 1] = (short) (3 * centre + after + 7 >> 4);
            before = centre;
            centre = after;
        }
    }

    /** Any other ratio: the sample that covers the place. */
    static void repeat(short[] source, int offset, int factor, int maxFactor, short[] target, int width) {
        for (int x = 0; x < width; x++) {
            target[x] = source[offset + x * factor / maxFactor];
        }
    }
}
