package org.lectern.imaging.codec.jpeg;

/**
 * The inverse DCT (T.81 A.3.3) in 32-bit integers after Loeffler, Ligtenberg and Moschytz (ICASSP 1989): 11
 * multiplications for eight points, constants of 13 fractional bits, columns first. Intermediate precision is chosen as
 * the Independent JPEG Group's accurate integer transform does, so that both give the same samples to the last bit.
 */
final class Idct {
    private static final int FRACTION = 13;
    private static final int C_0_2986 = 2446;
    private static final int C_0_3902 = 3196;
    private static final int C_0_5412 = 4433;
    private static final int C_0_7654 = 6270;
    private static final int C_0_9000 = 7373;
    private static final int C_1_1759 = 9633;
    private static final int C_1_5013 = 12299;
    private static final int C_1_8478 = 15137;
    private static final int C_1_9616 = 16069;
    private static final int C_2_0531 = 16819;
    private static final int C_2_5629 = 20995;
    private static final int C_3_0727 = 25172;

    private final int kept;
    private final int centre;
    private final int maximum;

    Idct(int precision) {
        this.kept = precision == 8 ? 2 : 1;
        this.centre = 1 << precision - 1;
        this.maximum = (1 << precision) - 1;
    }

    /**
     * Turns 64 dequantised coefficients into samples.
     *
     * @param block coefficients in natural order; holds intermediate values afterwards
     */
    void transform(int[] block, short[] target, int offset, int stride) {
        columns(block);
        int shift = FRACTION + kept + 3;
        int half = 1 << shift - 1;
        for (int row = 0, at = offset; row < 64; row += 8, at += stride) {
            int z2 = block[row + 2];
            int z3 = block[row + 6];
            int z1 = (z2 + z3) * C_0_5412;
            int even2 = z1 - z3 * C_1_8478;
            int even3 = z1 + z2 * C_0_7654;
            int sum = (block[row] + block[row + 4] << FRACTION) + half;
            int difference = (block[row] - block[row + 4] << FRACTION) + half;
            int even0 = sum + even3;
            even3 = sum - even3;
            int even1 = difference + even2;
            even2 = difference - even2;

            int t0 = block[row + 7];
            int t1 = block[row + 5];
            int t2 = block[row + 3];
            int t3 = block[row + 1];
            int s3 = t0 + t2;
            int s4 = t1 + t3;
            int s5 = (s3 + s4) * C_1_1759;
            int s1 = (t0 + t3) * -C_0_9000;
            int s2 = (t1 + t2) * -C_2_5629;
            s3 = s3 * -C_1_9616 + s5;
            s4 = s4 * -C_0_3902 + s5;
            int odd0 = t0 * C_0_2986 + s1 + s3;
            int odd1 = t1 * C_2_0531 + s2 + s4;
            int odd2 = t2 * C_3_0727 + s2 + s3;
            int odd3 = t3 * C_1_5013 + s1 + s4;

            target[at] = sample(even0 + odd3 >> shift);
            target[at + 7] = sample(even0 - odd3 >> shift);
            target[at + 1] = sample(even1 + odd2 >> shift);
            target[at + 6] = sample(even1 - odd2 >> shift);
            target[at + 2] = sample(even2 + odd1 >> shift);
            target[at + 5] = sample(even2 - odd1 >> shift);
            target[at + 3] = sample(even3 + odd0 >> shift);
            target[at + 4] = sample(even3 - odd0 >> shift);
        }
    }

    private void columns(int[] block) {
        int shift = FRACTION - kept;
        int half = 1 << shift - 1;
        for (int i = 0; i < 8; i++) {
            int t3 = block[i + 8];
            int z2 = block[i + 16];
            int t2 = block[i + 24];
            int middle = block[i + 32];
            int t1 = block[i + 40];
            int z3 = block[i + 48];
            int t0 = block[i + 56];
            if ((t3 | z2 | t2 | middle | t1 | z3 | t0) == 0) {
                flatColumn(block, i);
                continue;
            }
            int z1 = (z2 + z3) * C_0_5412;
            int even2 = z1 - z3 * C_1_8478;
            int even3 = z1 + z2 * C_0_7654;
            int sum = (block[i] + middle << FRACTION) + half;
            int difference = (block[i] - middle << FRACTION) + half;
            int even0 = sum + even3;
            even3 = sum - even3;
            int even1 = difference + even2;
            even2 = difference - even2;

            int s3 = t0 + t2;
            int s4 = t1 + t3;
            int s5 = (s3 + s4) * C_1_1759;
            int s1 = (t0 + t3) * -C_0_9000;
            int s2 = (t1 + t2) * -C_2_5629;
            s3 = s3 * -C_1_9616 + s5;
            s4 = s4 * -C_0_3902 + s5;
            int odd0 = t0 * C_0_2986 + s1 + s3;
            int odd1 = t1 * C_2_0531 + s2 + s4;
            int odd2 = t2 * C_3_0727 + s2 + s3;
            int odd3 = t3 * C_1_5013 + s1 + s4;

            block[i] = even0 + odd3 >> shift;
            block[i + 56] = even0 - odd3 >> shift;
            block[i + 8] = even1 + odd2 >> shift;
            block[i + 48] = even1 - odd2 >> shift;
            block[i + 16] = even2 + odd1 >> shift;
            block[i + 40] = even2 - odd1 >> shift;
            block[i + 24] = even3 + odd0 >> shift;
            block[i + 32] = even3 - odd0 >> shift;
        }
    }

    private void flatColumn(int[] block, int i) {
        int flat = block[i] << kept;
        for (int k = i; k < 64; k += 8) {
            block[k] = flat;
        }
    }

    /** A block of which only the mean is coded. */
    void flat(int mean, short[] target, int offset, int stride) {
        short value = sample((mean << kept) + (1 << kept + 2) >> kept + 3);
        for (int row = 0, at = offset; row < 8; row++, at += stride) {
            for (int i = 0; i < 8; i++) {
                target[at + i] = value;
            }
        }
    }

    private short sample(int value) {
        return (short) Math.max(0, Math.min(maximum, value + centre));
    }
}
