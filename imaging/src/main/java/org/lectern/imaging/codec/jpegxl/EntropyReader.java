package org.lectern.imaging.codec.jpegxl;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.CodecException;

/** Decodes the integers of one entropy-coded stream (ISO/IEC 18181-1 Annex C.3). */
final class EntropyReader {
    private static final int WINDOW = 1 << 20;
    private static final int FINAL_STATE = 0x130000;
    /** Distances to near pixels, as columns and rows. */
    private static final byte[] NEAR = {
        0, 1, 1, 0, 1, 1, -1, 1, 0, 2, 2, 0, 1, 2, -1, 2, 2, 1, -2, 1, 2, 2, -2, 2, 0, 3, 3, 0, 1, 3, -1, 3, 3, 1, -3,
        1, 2, 3, -2, 3, 3, 2, -3, 2, 0, 4, 4, 0, 1, 4, -1, 4, 4, 1, -4, 1, 3, 3, -3, 3, 2, 4, -2, 4, 4, 2, -4, 2, 0, 5,
        3, 4, -3, 4, 4, 3, -4, 3, 5, 0, 1, 5, -1, 5, 5, 1, -5, 1, 2, 5, -2, 5, 5, 2, -5, 2, 4, 4, -4, 4, 3, 5, -3, 5, 5,
        3, -5, 3, 0, 6, 6, 0, 1, 6, -1, 6, 6, 1, -6, 1, 2, 6, -2, 6, 6, 2, -6, 2, 4, 5, -4, 5, 5, 4, -5, 4, 3, 6, -3, 6,
        6, 3, -6, 3, 0, 7, 7, 0, 1, 7, -1, 7, 5, 5, -5, 5, 7, 1, -7, 1, 4, 6, -4, 6, 6, 4, -6, 4, 2, 7, -2, 7, 7, 2, -7,
        2, 3, 7, -3, 7, 7, 3, -7, 3, 5, 6, -5, 6, 6, 5, -6, 5, 8, 0, 4, 7, -4, 7, 7, 4, -7, 4, 8, 1, 8, 2, 6, 6, -6, 6,
        8, 3, 5, 7, -5, 7, 7, 5, -7, 5, 8, 4, 6, 7, -6, 7, 7, 6, -7, 6, 8, 5, 7, 7, -7, 7, 8, 6, 8, 7
    };

    private final BitReader in;
    private final EntropyCode code;
    private final int[] state = new int[1];
    private final int distanceMultiplier;
    private final EntropyCode.@Nullable Lz77 lz77;
    private int[] window;
    private int decoded;
    private int copyFrom;
    private int copyLeft;

    /**
     * Starts a stream.
     *
     * @param distanceMultiplier columns that a row of near distances spans, 0 for plain distances
     */
    EntropyReader(BitReader in, EntropyCode code, int distanceMultiplier) throws CodecException {
        this.in = in;
        this.code = code;
        this.distanceMultiplier = distanceMultiplier;
        this.lz77 = code.lz77().orElse(null);
        this.window = new int[lz77 == null ? 0 : 1024];
        if (code.isAns()) {
            state[0] = in.bits(32);
        }
    }

    /** The next unsigned integer, in this context. */
    int read(int context) throws CodecException {
        return readCluster(code.cluster(context));
    }

    /** The next integer, which must be small: a count or an index. */
    int read(int context, int most, String what) throws CodecException {
        int value = read(context);
        if (value < 0 || value > most) {
            throw in.error("%s has the impossible value %d".formatted(what, value & 0xFFFFFFFFL));
        }
        return value;
    }

    /** The next signed integer, in this context. */
    int readSigned(int context) throws CodecException {
        return BitReader.unpackSigned(read(context));
    }

    int readCluster(int cluster) throws CodecException {
        if (lz77 == null) {
            return code.integers(cluster).read(in, token(cluster));
        }
        return readCopying(lz77, cluster);
    }

    private int readCopying(EntropyCode.Lz77 copies, int cluster) throws CodecException {
        if (copyLeft == 0) {
            int token = token(cluster);
            if (token < copies.minSymbol()) {
                return keep(code.integers(cluster).read(in, token));
            }
            int length = copies.lengths().read(in, token - copies.minSymbol());
            copyLeft = length < 0 ? Integer.MAX_VALUE : Math.addExact(Math.min(length, 1 << 30), copies.minLength());
            int distances = code.distanceCluster();
            int distance = distance(code.integers(distances).read(in, token(distances)));
            copyFrom = decoded - Math.min(Math.min(distance, WINDOW), decoded);
        }
        copyLeft--;
        return keep(window[copyFrom++ & window.length - 1]);
    }

    private int distance(int value) {
        if (value < 0) {
            return WINDOW;
        }
        if (distanceMultiplier == 0) {
            return Math.min(value, WINDOW) + 1;
        }
        if (value < 120) {
            return Math.max(1, NEAR[2 * value] + distanceMultiplier * NEAR[2 * value + 1]);
        }
        return value - 119;
    }

    private int keep(int value) {
        if (decoded == window.length && decoded < WINDOW) {
            window = Arrays.copyOf(window, 2 * window.length);
        }
        window[decoded++ & window.length - 1] = value;
        return value;
    }

    private int token(int cluster) throws CodecException {
        return switch (code.code(cluster)) {
            case AnsTable table -> table.symbol(in, state);
            case PrefixCode prefix -> prefix.symbol(in);
        };
    }

    /** Checks the state at the end of the stream. */
    void finish() throws CodecException {
        if (code.isAns() && state[0] != FINAL_STATE) {
            throw in.error("An entropy-coded stream is damaged: its final state is wrong");
        }
    }
}
