package org.lectern.imaging.codec.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IdctTest {
    /** T.81 A.3.3 as it stands there. */
    private static double reference(int[] block, int x, int y) {
        double sum = 0;
        for (int v = 0; v < 8; v++) {
            for (int u = 0; u < 8; u++) {
                double scale = (u == 0 ? Math.sqrt(0.5) : 1) * (v == 0 ? Math.sqrt(0.5) : 1);
                sum += scale
                        * block[v * 8 + u]
                        * Math.cos((2 * x + 1) * u * Math.PI / 16)
                        * Math.cos((2 * y + 1) * v * Math.PI / 16);
            }
        }
        return sum / 4;
    }

    @Test
    void theIntegerTransformIsWithinOneLevelOfTheDefinition() {
        Random random = new Random(1);
        for (int precision : new int[] {8, 12}) {
            for (int round = 0; round < 500; round++) {
                int[] block = new int[64];
                for (int i = random.nextInt(20); i >= 0; i--) {
                    block[random.nextInt(64)] = random.nextInt(-200, 200) << (precision - 8);
                }
                int[] original = block.clone();
                short[] samples = new short[64];
                new Idct(precision).transform(block, samples, 0, 8);
                for (int i = 0; i < 64; i++) {
                    double exact = reference(original, i % 8, i / 8) + (1 << precision - 1);
                    double limited = Math.clamp(exact, 0, (1 << precision) - 1);
                    assertEquals(limited, samples[i], 1.0, "precision " + precision);
                }
            }
        }
    }

    @Test
    void aFlatBlockIsTheSameByEitherWay() {
        for (int precision : new int[] {8, 12}) {
            Idct idct = new Idct(precision);
            for (int mean = -3000; mean < 3000; mean++) {
                int[] block = new int[64];
                block[0] = mean;
                short[] whole = new short[64];
                short[] flat = new short[64];
                idct.transform(block, whole, 0, 8);
                idct.flat(mean, flat, 0, 8);
                for (int i = 0; i < 64; i++) {
                    assertEquals(whole[i], flat[i]);
                }
            }
        }
    }
}
