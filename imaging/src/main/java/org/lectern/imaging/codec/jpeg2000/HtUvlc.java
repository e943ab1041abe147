package org.lectern.imaging.codec.jpeg2000;

/**
 * The u values of two quads at once: T.814 7.3.6, tables 3 and 4.
 *
 * <p>The index is the mode times 64 plus the next six bits, which hold both prefixes. An entry has, from the lowest bit,
 * the length of the prefixes (3 bits), of both suffixes (4), of the first suffix (3), and what the prefixes give for the
 * first and the second u (4 each). Entries of the first row of quads include the kappa of 1.
 */
final class HtUvlc {
    /** Mode of the first row where both quads have a u and the run-length event is one. */
    static final int BOTH_LARGE = 4;

    private static final int[] FIRST_ROW = new int[5 * 64];
    private static final int[] OTHER_ROWS = new int[4 * 64];

    static {
        for (int bits = 0; bits < 64; bits++) {
            for (int mode = 0; mode < 5; mode++) {
                FIRST_ROW[mode * 64 + bits] = entry(mode, bits, true);
            }
            for (int mode = 0; mode < 4; mode++) {
                OTHER_ROWS[mode * 64 + bits] = entry(mode, bits, false);
            }
        }
    }

    private HtUvlc() {}

    static int[] firstRow() {
        return FIRST_ROW;
    }

    static int[] otherRows() {
        return OTHER_ROWS;
    }

    private static int prefixLength(int bits) {
        return (bits & 1) != 0 ? 1 : (bits & 2) != 0 ? 2 : 3;
    }

    private static int prefixValue(int bits) {
        return (bits & 1) != 0 ? 1 : (bits & 2) != 0 ? 2 : (bits & 4) != 0 ? 3 : 5;
    }

    private static int suffixLength(int prefixValue) {
        return prefixValue == 5 ? 5 : prefixValue == 3 ? 1 : 0;
    }

    private static int entry(int mode, int bits, boolean first) {
        int length = 0;
        int u0 = 0;
        int u1 = 0;
        if ((mode & 1) != 0 || mode == BOTH_LARGE) {
            length = prefixLength(bits);
            u0 = prefixValue(bits);
        }
        int suffix0 = suffixLength(u0);
        int suffix1 = 0;
        if (first && mode == 3 && u0 > 2) {
            u1 = 1 + (bits >> length & 1);
            length++;
        } else if (mode >= 2) {
            u1 = prefixValue(bits >> length);
            length += prefixLength(bits >> length);
            suffix1 = suffixLength(u1);
        }
        int offset = (mode == BOTH_LARGE ? 2 : 0) + (first ? 1 : 0);
        return length | suffix0 + suffix1 << 3 | suffix0 << 7 | u0 + offset << 10 | u1 + offset << 14;
    }
}
