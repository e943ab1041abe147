package org.lectern.imaging.codec.jpeg2000;

/** The context tables of T.800 Annex D and the probability states of Annex C. */
final class EbcotTables {
    static final int SIGN_CONTEXT = 9;
    static final int REFINEMENT_CONTEXT = 14;
    static final int RUN_CONTEXT = 17;
    static final int UNIFORM_CONTEXT = 18;
    static final int CONTEXTS = 19;

    /** In a sign entry, what the decoded bit is to be inverted with. */
    static final int SIGN_FLIP = 0x80;

    /** Table C.2: Qe, next state after the more and the less probable symbol, and whether the sense switches. */
    private static final int[][] STATES = {
        {0x5601, 1, 1, 1}, {0x3401, 2, 6, 0}, {0x1801, 3, 9, 0}, {0x0AC1, 4, 12, 0}, {0x0521, 5, 29, 0},
        {0x0221, 38, 33, 0}, {0x5601, 7, 6, 1}, {0x5401, 8, 14, 0}, {0x4801, 9, 14, 0}, {0x3801, 10, 14, 0},
        {0x3001, 11, 17, 0}, {0x2401, 12, 18, 0}, {0x1C01, 13, 20, 0}, {0x1601, 29, 21, 0}, {0x5601, 15, 14, 1},
        {0x5401, 16, 14, 0}, {0x5101, 17, 15, 0}, {0x4801, 18, 16, 0}, {0x3801, 19, 17, 0}, {0x3401, 20, 18, 0},
        {0x3001, 21, 19, 0}, {0x2801, 22, 19, 0}, {0x2401, 23, 20, 0}, {0x2201, 24, 21, 0}, {0x1C01, 25, 22, 0},
        {0x1801, 26, 23, 0}, {0x1601, 27, 24, 0}, {0x1401, 28, 25, 0}, {0x1201, 29, 26, 0}, {0x1101, 30, 27, 0},
        {0x0AC1, 31, 28, 0}, {0x09C1, 32, 29, 0}, {0x08A1, 33, 30, 0}, {0x0521, 34, 31, 0}, {0x0441, 35, 32, 0},
        {0x02A1, 36, 33, 0}, {0x0221, 37, 34, 0}, {0x0141, 38, 35, 0}, {0x0111, 39, 36, 0}, {0x0085, 40, 37, 0},
        {0x0049, 41, 38, 0}, {0x0025, 42, 39, 0}, {0x0015, 43, 40, 0}, {0x0009, 44, 41, 0}, {0x0005, 45, 42, 0},
        {0x0001, 45, 43, 0}, {0x5601, 46, 46, 0},
    };

    private static final int[] AFTER_MPS = new int[2 * STATES.length];
    private static final int[] AFTER_LPS = new int[2 * STATES.length];
    private static final byte[][] SIGNIFICANCE = new byte[4][];
    private static final byte[] SIGN = new byte[256];

    static {
        for (int i = 0; i < STATES.length; i++) {
            for (int mps = 0; mps < 2; mps++) {
                AFTER_MPS[2 * i + mps] = state(STATES[i][1], mps);
                AFTER_LPS[2 * i + mps] = state(STATES[i][2], mps ^ STATES[i][3]);
            }
        }
        for (int band = 0; band < 4; band++) {
            SIGNIFICANCE[band] = new byte[512];
            for (int n = 0; n < 512; n++) {
                SIGNIFICANCE[band][n] = (byte) significance(band, n);
            }
        }
        for (int n = 0; n < 256; n++) {
            SIGN[n] = (byte) sign(n);
        }
    }

    private EbcotTables() {}

    /** A coder state in one integer: Qe in the upper half, below it the state's number and the more probable symbol. */
    static int state(int index, int mps) {
        return STATES[index][0] << 16 | index << 1 | mps;
    }

    /** States that follow the more probable symbol, by the low half of a state; not to be changed. */
    static int[] afterMps() {
        return AFTER_MPS;
    }

    /** States that follow the less probable symbol, by the low half of a state; not to be changed. */
    static int[] afterLps() {
        return AFTER_LPS;
    }

    /** Zero-coding contexts by the 3 × 3 neighbourhood, first row lowest; not to be changed. */
    static byte[] significance(int band) {
        return SIGNIFICANCE[band];
    }

    /** Sign contexts: significance of N, W, E, S in bits 1, 3, 5, 7, their signs in the bit below; not to be changed. */
    static byte[] sign() {
        return SIGN;
    }

    /** Table D.1. */
    private static int significance(int band, int n) {
        int h = (n >> 3 & 1) + (n >> 5 & 1);
        int v = (n >> 1 & 1) + (n >> 7 & 1);
        int d = (n & 1) + (n >> 2 & 1) + (n >> 6 & 1) + (n >> 8 & 1);
        if (band == Subband.HH) {
            int both = Math.min(2, h + v);
            return switch (d) {
                case 0 -> both;
                case 1 -> 3 + both;
                case 2 -> 6 + Math.min(1, both);
                default -> 8;
            };
        }
        int along = band == Subband.HL ? v : h;
        int across = band == Subband.HL ? h : v;
        if (along == 2) {
            return 8;
        }
        if (along == 1) {
            return across > 0 ? 7 : d > 0 ? 6 : 5;
        }
        return across > 0 ? 2 + across : Math.min(2, d);
    }

    /** Tables D.2 and D.3. */
    private static int sign(int n) {
        int v = Math.clamp(contribution(n, 0) + contribution(n, 6), -1, 1);
        int h = Math.clamp(contribution(n, 2) + contribution(n, 4), -1, 1);
        int flip = h < 0 || h == 0 && v < 0 ? SIGN_FLIP : 0;
        int towards = flip == 0 ? v : -v;
        int context = h == 0 ? Math.abs(v) : 3 + towards;
        return SIGN_CONTEXT + context | flip;
    }

    private static int contribution(int n, int at) {
        return (n >> at + 1 & 1) == 0 ? 0 : 1 - 2 * (n >> at & 1);
    }
}
