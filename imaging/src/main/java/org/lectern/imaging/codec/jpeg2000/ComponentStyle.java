package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.CodecException;

/**
 * How one component is coded: the SPcod and SPcoc parameters, T.800 table A.20.
 *
 * @param levels decomposition levels
 * @param blockWidthLog log2 of the nominal code-block width
 * @param blockHeightLog log2 of the nominal code-block height
 * @param blockStyle code-block style bits, T.800 table A.19 and T.814 table A.4
 * @param reversible whether the 5/3 wavelet is used
 * @param precincts for each resolution log2 of the precinct's width, and of its height in the upper four bits
 */
record ComponentStyle(
        int levels, int blockWidthLog, int blockHeightLog, int blockStyle, boolean reversible, int[] precincts) {
    static final int BYPASS = 1;
    static final int RESET = 2;
    static final int TERMALL = 4;
    static final int CAUSAL = 8;
    static final int SEGMENTATION = 32;
    static final int HIGH_THROUGHPUT = 64;
    static final int HT_MIXED = 128;

    static ComponentStyle read(Bytes bytes, int at, boolean ownPrecincts) throws CodecException {
        int levels = bytes.u8(at);
        int width = (bytes.u8(at + 1) & 0xF) + 2;
        int height = (bytes.u8(at + 2) & 0xF) + 2;
        int style = bytes.u8(at + 3);
        int transform = bytes.u8(at + 4);
        if (levels > 32 || width > 10 || height > 10 || width + height > 12 || transform > 1) {
            throw new CodecException(
                    "Impossible coding style: %d levels, code-blocks of 2^%d × 2^%d, transformation %d"
                            .formatted(levels, width, height, transform),
                    at);
        }
        if ((style & HT_MIXED) != 0) {
            throw new CodecException("Code-blocks of mixed kinds (T.814 HTMIXED) are not supported", at);
        }
        int[] precincts = new int[levels + 1];
        for (int r = 0; r <= levels; r++) {
            precincts[r] = ownPrecincts ? bytes.u8(at + 5 + r) : 0xFF;
            if (r > 0 && ((precincts[r] & 0xF) == 0 || precincts[r] >> 4 == 0)) {
                throw new CodecException(
                        "A precinct of resolution %d is a single sample wide".formatted(r), at + 5 + r);
            }
        }
        return new ComponentStyle(levels, width, height, style, transform == 1, precincts);
    }

    boolean has(int bit) {
        return (blockStyle & bit) != 0;
    }

    int precinctWidthLog(int resolution) {
        return precincts[resolution] & 0xF;
    }

    int precinctHeightLog(int resolution) {
        return precincts[resolution] >> 4;
    }
}
