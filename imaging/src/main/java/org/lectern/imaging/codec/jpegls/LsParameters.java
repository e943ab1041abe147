package org.lectern.imaging.codec.jpegls;

/**
 * The parameters of a scan (T.87 sections A.2 and C.2.4.1.1).
 *
 * @param near the most by which a decoded sample differs from the original
 */
record LsParameters(int maxval, int near, int t1, int t2, int t3, int reset) {
    private static final int BASIC_T1 = 3;
    private static final int BASIC_T2 = 7;
    private static final int BASIC_T3 = 21;

    LsParameters {
        if (maxval < 1 || maxval > 65535 || near < 0 || near > Math.min(255, maxval / 2)) {
            throw new IllegalArgumentException("MAXVAL %d with NEAR %d".formatted(maxval, near));
        }
        if (t1 < near + 1 || t1 > maxval || t2 < t1 || t2 > maxval || t3 < t2 || t3 > maxval) {
            throw new IllegalArgumentException("thresholds %d, %d, %d".formatted(t1, t2, t3));
        }
        if (reset < 3 || reset > Math.max(255, maxval)) {
            throw new IllegalArgumentException("RESET %d".formatted(reset));
        }
    }

    /** Given values, with the defaults of section C.2.4.1.1.1 where they are 0. */
    static LsParameters of(int maxval, int near, int t1, int t2, int t3, int reset) {
        int basic1;
        int basic2;
        int basic3;
        if (maxval >= 128) {
            int factor = (Math.min(maxval, 4095) + 128) / 256;
            basic1 = clamp(factor * (BASIC_T1 - 2) + 2 + 3 * near, near + 1, maxval);
            basic2 = clamp(factor * (BASIC_T2 - 3) + 3 + 5 * near, basic1, maxval);
            basic3 = clamp(factor * (BASIC_T3 - 4) + 4 + 7 * near, basic2, maxval);
        } else {
            int factor = 256 / (maxval + 1);
            basic1 = clamp(Math.max(2, BASIC_T1 / factor + 3 * near), near + 1, maxval);
            basic2 = clamp(Math.max(3, BASIC_T2 / factor + 5 * near), basic1, maxval);
            basic3 = clamp(Math.max(4, BASIC_T3 / factor + 7 * near), basic2, maxval);
        }
        return new LsParameters(
                maxval,
                near,
                t1 == 0 ? basic1 : t1,
                t2 == 0 ? basic2 : t2,
                t3 == 0 ? basic3 : t3,
                reset == 0 ? 64 : reset);
    }

    /** The CLAMP function of the standard: what is out of range becomes the lower bound. */
    private static int clamp(int value, int low, int high) {
        return value > high || value < low ? low : value;
    }

    /** RANGE: how many values a prediction error takes. */
    int range() {
        return near == 0 ? maxval + 1 : (maxval + 2 * near) / (2 * near + 1) + 1;
    }

    /** Bits of a prediction error. */
    int errorBits() {
        return ceilLog2(range());
    }

    /** LIMIT: the longest code. */
    int limit() {
        int bits = Math.max(2, ceilLog2(maxval + 1));
        return 2 * (bits + Math.max(8, bits));
    }

    private static int ceilLog2(int value) {
        return 32 - Integer.numberOfLeadingZeros(value - 1);
    }
}
