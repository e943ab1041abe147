package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.CodecException;

/** A tag tree being decoded, T.800 B.10.2. */
final class TagTree {
    private final int levels;
    private final int[] widths;
    private final int[] starts;
    private final int[] values;
    private final boolean[] known;

    TagTree(int width, int height) {
        int[] levelWidths = new int[32];
        int[] levelStarts = new int[32];
        int count = 0;
        int nodes = 0;
        int w = width;
        int h = height;
        while (true) {
            levelWidths[count] = w;
            levelStarts[count++] = nodes;
            nodes += w * h;
            if (w * h <= 1) {
                break;
            }
            w = w + 1 >> 1;
            h = h + 1 >> 1;
        }
        this.levels = count;
        this.widths = levelWidths;
        this.starts = levelStarts;
        this.values = new int[nodes];
        this.known = new boolean[nodes];
    }

    /** Reads bits until it is clear whether the leaf's value is below {@code threshold}; answers that. */
    boolean isBelow(int x, int y, int threshold, PacketBits bits) throws CodecException {
        int lower = 0;
        for (int level = levels - 1; level >= 0; level--) {
            int node = starts[level] + (y >> level) * widths[level] + (x >> level);
            lower = Math.max(lower, values[node]);
            while (lower < threshold && !known[node]) {
                if (bits.bit() == 1) {
                    known[node] = true;
                } else {
                    lower++;
                }
            }
            values[node] = lower;
            if (!known[node]) {
                return false;
            }
        }
        return lower < threshold;
    }

    /** The leaf's value, which must not exceed {@code maximum}. */
    int value(int x, int y, int maximum, PacketBits bits) throws CodecException {
        for (int threshold = 1; threshold <= maximum + 1; threshold++) {
            if (isBelow(x, y, threshold, bits)) {
                return threshold - 1;
            }
        }
        throw new CodecException("A tag tree has a value above %d".formatted(maximum), bits.position());
    }
}
