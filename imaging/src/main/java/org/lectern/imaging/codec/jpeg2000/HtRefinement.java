package org.lectern.imaging.codec.jpeg2000;

import java.util.Arrays;

/**
 * The two refinement passes of an HT code-block, T.814 7.4 and 7.5: both code the bit-plane below the cleanup pass.
 *
 * <p>SigProp reads upwards from the segment's start and MagRef downwards from its end.
 */
final class HtRefinement {
    private static final byte CLEANUP = 1;
    private static final byte PROPAGATED = 2;

    private final HtBits upwards = new HtBits();
    private final HtBits downwards = new HtBits();
    private byte[] significant = {};
    private int[] data = {};
    private int width;
    private int height;
    private int dataStride;
    private int stride;
    private int lowest;
    private int position;

    /**
     * Runs the passes on a block whose cleanup pass is decoded.
     *
     * @param input the refinement segment, from {@code start} to {@code end}
     * @param lowest bit-plane that the cleanup pass ended with, above 0
     */
    void decode(byte[] input, int start, int end, CodeBlock block, int lowest, int[] values, int valueStride) {
        this.width = block.width;
        this.height = block.height;
        this.lowest = lowest;
        this.data = values;
        this.dataStride = valueStride;
        this.stride = width + 2;
        upwards.forwards(input, start, end, 0);
        downwards.backwards(input, start, end, false);
        int count = stride * (height + 2);
        if (significant.length < count) {
            significant = new byte[count];
        } else {
            Arrays.fill(significant, 0, count, (byte) 0);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (data[y * dataStride + x] != 0) {
                    significant[(y + 1) * stride + x + 1] = CLEANUP;
                }
            }
        }
    }

    void propagate(boolean causal) {
        position = 0;
        for (int top = 0; top < height; top += 4) {
            int bottom = Math.min(top + 4, height);
            for (int left = 0; left < width; left += 4) {
                propagate(left, Math.min(left + 4, width), top, bottom, causal);
            }
        }
    }

    /** Four columns of a stripe: the significance of all first, then the signs of those that became significant. */
    private void propagate(int left, int right, int top, int bottom, boolean causal) {
        int found = 0;
        for (int x = left; x < right; x++) {
            for (int y = top; y < bottom; y++) {
                int p = (y + 1) * stride + x + 1;
                if (significant[p] == 0 && hasNeighbour(p, causal && y == top + 3) && bit() != 0) {
                    significant[p] = PROPAGATED;
                    found |= 1 << (x - left) * 4 + y - top;
                }
            }
        }
        while (found != 0) {
            int n = Integer.numberOfTrailingZeros(found);
            found &= found - 1;
            int value = 3 << lowest - 1;
            data[(top + (n & 3)) * dataStride + left + (n >> 2)] = bit() != 0 ? -value : value;
        }
    }

    private boolean hasNeighbour(int p, boolean ignoreBelow) {
        byte[] s = significant;
        int around = s[p - stride - 1] | s[p - stride] | s[p - stride + 1] | s[p - 1] | s[p + 1];
        int below = s[p + stride - 1] | s[p + stride] | s[p + stride + 1];
        return (ignoreBelow ? around : around | below) != 0;
    }

    private int bit() {
        return (int) upwards.at(position++) & 1;
    }

    void refine() {
        int at = 0;
        for (int top = 0; top < height; top += 4) {
            int bottom = Math.min(top + 4, height);
            for (int x = 0; x < width; x++) {
                for (int y = top; y < bottom; y++) {
                    if (significant[(y + 1) * stride + x + 1] == CLEANUP) {
                        int bit = (int) downwards.at(at++) & 1;
                        int old = data[y * dataStride + x];
                        int magnitude = Math.abs(old) + (2 * bit - 1 << lowest - 1);
                        data[y * dataStride + x] = old < 0 ? -magnitude : magnitude;
                    }
                }
            }
        }
    }
}
