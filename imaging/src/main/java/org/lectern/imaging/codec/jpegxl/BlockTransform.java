package org.lectern.imaging.codec.jpegxl;

/** From the coefficients of a varblock to its samples (ISO/IEC 18181-1 Annex I.9). */
final class BlockTransform {
    private static final float[] AFV = AfvBasis.values();

    private final float[] result = new float[256 * 256];
    private final float[] small = new float[64];
    private final float[] smallScratch = new float[64];

    /**
     * Transforms coefficients, which are lost, into samples by rows.
     *
     * @param coefficients in rows of the varblock's long side
     */
    float[] inverse(Varblock block, float[] coefficients) {
        switch (block) {
            case HORNUSS -> hornuss(coefficients);
            case DCT2 -> dct2(coefficients);
            case DCT4 -> dct4(coefficients);
            case DCT4X8 -> dct4x8(coefficients, false);
            case DCT8X4 -> dct4x8(coefficients, true);
            case AFV0 -> afv(coefficients, 0, 0);
            case AFV1 -> afv(coefficients, 1, 0);
            case AFV2 -> afv(coefficients, 0, 1);
            case AFV3 -> afv(coefficients, 1, 1);
            default -> {
                int rows = 8 * block.shortSide();
                int columns = 8 * block.longSide();
                Dct.inverseTransposed(coefficients, rows, columns, result);
                if (block.columns > block.rows) {
                    Dct.transpose(result, columns, rows, coefficients);
                    return coefficients;
                }
            }
        }
        return result;
    }

    /** The small block, 4 rows of 4 or 8, into samples at a place of the result. */
    private void layDct(int columns, boolean transposed, int atX, int atY) {
        Dct.inverseTransposed(small, 4, columns, smallScratch);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < columns; x++) {
                float sample = smallScratch[x * 4 + y];
                result[transposed ? (atY + x) * 8 + atX + y : (atY + y) * 8 + atX + x] = sample;
            }
        }
    }

    private void dct4x8(float[] c, boolean transposed) {
        for (int part = 0; part < 2; part++) {
            for (int y = 0; y < 4; y++) {
                System.arraycopy(c, (part + 2 * y) * 8, small, y * 8, 8);
            }
            small[0] = part == 0 ? c[0] + c[8] : c[0] - c[8];
            layDct(8, transposed, transposed ? 4 * part : 0, transposed ? 0 : 4 * part);
        }
    }

    private void dct4(float[] c) {
        float[] means = c.clone();
        hadamard(c, means, 2);
        for (int part = 0; part < 4; part++) {
            int py = part >> 1;
            int px = part & 1;
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 4; x++) {
                    small[y * 4 + x] = c[(py + 2 * x) * 8 + px + 2 * y];
                }
            }
            small[0] = means[py * 8 + px];
            layDct(4, false, 4 * px, 4 * py);
        }
    }

    private void dct2(float[] c) {
        float[] next = c.clone();
        hadamard(c, next, 2);
        System.arraycopy(next, 0, result, 0, 64);
        hadamard(next, result, 4);
        System.arraycopy(result, 0, next, 0, 64);
        hadamard(next, result, 8);
    }

    /** Sums and differences of the quarters of the first {@code size} rows and columns. */
    private static void hadamard(float[] from, float[] to, int size) {
        int half = size / 2;
        for (int y = 0; y < half; y++) {
            for (int x = 0; x < half; x++) {
                float c00 = from[y * 8 + x];
                float c01 = from[y * 8 + x + half];
                float c10 = from[(y + half) * 8 + x];
                float c11 = from[(y + half) * 8 + x + half];
                int at = 16 * y + 2 * x;
                to[at] = c00 + c01 + c10 + c11;
                to[at + 1] = c00 + c01 - c10 - c11;
                to[at + 8] = c00 - c01 + c10 - c11;
                to[at + 9] = c00 - c01 - c10 + c11;
            }
        }
    }

    private void hornuss(float[] c) {
        float[] means = c.clone();
        hadamard(c, means, 2);
        for (int part = 0; part < 4; part++) {
            int py = part >> 1;
            int px = part & 1;
            float sum = 0;
            for (int i = 1; i < 16; i++) {
                sum += c[(py + i / 4 * 2) * 8 + px + i % 4 * 2];
            }
            float base = means[py * 8 + px] - sum / 16;
            for (int i = 0; i < 16; i++) {
                int from = i == 0 ? 5 : i;
                float residual = i == 5 ? 0 : c[(py + from / 4 * 2) * 8 + px + from % 4 * 2];
                result[(4 * py + i / 4) * 8 + 4 * px + i % 4] = base + residual;
            }
        }
    }

    private void afv(float[] c, int flipX, int flipY) {
        for (int i = 1; i < 16; i++) {
            small[i] = c[i / 4 * 16 + i % 4 * 2];
        }
        small[0] = (c[0] + c[8] + c[1]) * 4;
        for (int i = 0; i < 16; i++) {
            float sample = 0;
            for (int j = 0; j < 16; j++) {
                sample += small[j] * AFV[j * 16 + i];
            }
            int y = flipY == 1 ? 3 - i / 4 : i / 4;
            int x = flipX == 1 ? 3 - i % 4 : i % 4;
            result[(4 * flipY + y) * 8 + 4 * flipX + x] = sample;
        }
        for (int i = 1; i < 16; i++) {
            small[i] = c[i / 4 * 16 + i % 4 * 2 + 1];
        }
        small[0] = c[0] + c[8] - c[1];
        layDct(4, true, flipX == 1 ? 0 : 4, 4 * flipY);
        for (int y = 0; y < 4; y++) {
            System.arraycopy(c, (1 + 2 * y) * 8, small, y * 8, 8);
        }
        small[0] = c[0] - c[8];
        layDct(8, false, 0, flipY == 1 ? 0 : 4);
    }
}
