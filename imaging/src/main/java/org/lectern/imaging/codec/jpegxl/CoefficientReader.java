package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/** Reads the coefficients of one group's varblocks in one pass (ISO/IEC 18181-1 Annex I.3). */
final class CoefficientReader {
    private static final int NON_ZERO_BUCKETS = 37;
    private static final int COEFFICIENT_CONTEXTS = 458;
    /** Contexts of one block context. */
    static final int CONTEXTS = NON_ZERO_BUCKETS + COEFFICIENT_CONTEXTS;

    private static final byte[] FREQUENCY_CONTEXT = {
        0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15, 16, 16, 17, 17, 18, 18, 19, 19, 20, 20, 21, 21, 22,
        22, 23, 23, 23, 23, 24, 24, 24, 24, 25, 25, 25, 25, 26, 26, 26, 26, 27, 27, 27, 27, 28, 28, 28, 28, 29, 29, 29,
        29, 30, 30, 30, 30
    };
    private static final short[] LEFT_CONTEXT = {
        0, 0, 31, 62, 62, 93, 93, 93, 93, 123, 123, 123, 123, 152, 152, 152, 152, 152, 152, 152, 152, 180, 180, 180,
        180, 180, 180, 180, 180, 180, 180, 180, 180, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206,
        206, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206, 206
    };

    private final BitReader in;
    private final EntropyReader reader;
    private final CoefficientOrder orders;
    private final BlockContexts contexts;
    private final int offset;
    private final int shift;
    private final int[][] nonZero = new int[3][32 * 32];

    /**
     * A reader of a group.
     *
     * @param preset which set of contexts the group uses
     * @param shift by how many bits the coefficients of the pass are shifted
     */
    CoefficientReader(
            BitReader in, EntropyCode code, CoefficientOrder orders, BlockContexts contexts, int preset, int shift)
            throws CodecException {
        this.in = in;
        this.reader = new EntropyReader(in, code, 0);
        this.orders = orders;
        this.contexts = contexts;
        this.offset = CONTEXTS * contexts.count() * preset;
        this.shift = shift;
    }

    /**
     * Adds to a varblock's coefficients.
     *
     * @param x column of its upper left block in the group's blocks of the channel
     * @param context its block context
     */
    void read(Varblock block, int channel, int x, int y, int context, Coefficients to) throws CodecException {
        int covered = block.blocks();
        int size = 64 * covered;
        int most = size - covered;
        int predicted = Math.min(64, predicted(nonZero[channel], x, y));
        int bucket = predicted < 8 ? predicted : 4 + predicted / 2;
        int left = reader.read(offset + bucket * contexts.count() + context, most, "A count of coefficients");
        int share = (left + covered - 1) / covered;
        for (int row = y; row < Math.min(32, y + block.rows); row++) {
            for (int column = x; column < Math.min(32, x + block.columns); column++) {
                nonZero[channel][row * 32 + column] = share;
            }
        }
        int first = offset + contexts.count() * NON_ZERO_BUCKETS + COEFFICIENT_CONTEXTS * context;
        int log = Integer.numberOfTrailingZeros(covered);
        int[] order = orders.of(block.order, channel);
        int previous = left > size / 16 ? 0 : 1;
        for (int k = covered; k < size && left > 0; k++) {
            int density = LEFT_CONTEXT[left + covered - 1 >> log] + FREQUENCY_CONTEXT[k >> log];
            if (2 * density + previous >= COEFFICIENT_CONTEXTS) {
                throw in.error("A varblock has more coefficients than places");
            }
            int value = reader.read(first + 2 * density + previous);
            previous = 0;
            if (value != 0) {
                to.values[to.at + order[k]] += BitReader.unpackSigned(value) << shift;
                previous = 1;
                left--;
            }
        }
        if (left != 0) {
            throw in.error("A varblock has fewer coefficients than announced");
        }
    }

    /** Where coefficients go: an array and a place in it. */
    static final class Coefficients {
        final int[] values = new int[256 * 256];
        int at;
    }

    private static int predicted(int[] counts, int x, int y) {
        if (x == 0 && y == 0) {
            return 32;
        }
        int here = y * 32 + x;
        if (x == 0) {
            return counts[here - 32];
        }
        return y == 0 ? counts[here - 1] : counts[here - 32] + counts[here - 1] + 1 >> 1;
    }

    void finish() throws CodecException {
        reader.finish();
    }
}
