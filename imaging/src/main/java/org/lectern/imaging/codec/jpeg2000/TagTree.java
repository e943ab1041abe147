package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.CodecException;

/**
 * A tag tree being decoded, T.800 B.10.2.
 *
 * <p>Nodes lie level by level, leaves first; each holds its lower bound, negated and less one when it is exact.
 */
final class TagTree {
    private final int width;
    private final int height;
    private final int[] nodes;

    TagTree(int width, int height) {
        this.width = width;
        this.height = height;
        int count = 1;
        for (int w = width, h = height; w * h > 1; w = w + 1 >> 1, h = h + 1 >> 1) {
            count += w * h;
        }
        this.nodes = new int[count];
    }

    /** Reads bits until it is clear whether the leaf's value is below {@code threshold}; answers that. */
    boolean isBelow(int x, int y, int threshold, PacketBits bits) throws CodecException {
        return bound(x, y, width, height, 0, threshold, bits) < threshold;
    }

    /** The node's value where that is below the threshold, else the threshold or more. */
    private int bound(int x, int y, int w, int h, int start, int threshold, PacketBits bits) throws CodecException {
        int lower = 0;
        if (w * h > 1) {
            lower = bound(x >> 1, y >> 1, w + 1 >> 1, h + 1 >> 1, start + w * h, threshold, bits);
        }
        int node = start + y * w + x;
        int value = nodes[node];
        if (value < 0) {
            return ~value;
        }
        value = Math.max(value, lower);
        while (value < threshold) {
            if (bits.bit() == 1) {
                nodes[node] = ~value;
                return value;
            }
            value++;
        }
        nodes[node] = value;
        return value;
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
