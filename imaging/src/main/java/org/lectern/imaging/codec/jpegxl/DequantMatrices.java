package org.lectern.imaging.codec.jpegxl;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.codec.CodecException;

/** Dequantization matrices of the transforms, as coded or default (ISO/IEC 18181-1 Annex I.6). */
final class DequantMatrices {
    private static final int AFV_MODE = 5;
    private static final int DCT_MODE = 6;
    private static final float[] AFV_FREQUENCIES = {
        0,
        0,
        0.8517779f,
        5.3777843f,
        0,
        0,
        4.734748f,
        5.4492455f,
        1.659827f,
        4,
        7.275749f,
        10.423227f,
        2.6629324f,
        7.6306577f,
        8.962389f,
        12.971662f
    };

    /**
     * How a matrix is coded.
     *
     * @param bands of distance, by channel; empty where the mode has none
     * @param values of the mode, by channel
     * @param smallBands for the 4 × 4 part of AFV
     */
    record Parameters(int mode, float[][] bands, float[][] values, float[][] smallBands) {}

    private final Parameters[] parameters;
    /** By table and channel; made on first use. */
    private final float[][] matrices;

    private DequantMatrices(Parameters[] parameters, float[][] raw) {
        this.parameters = parameters;
        this.matrices = raw;
    }

    /**
     * Reads the matrices.
     *
     * @param firstStream number of the modular stream of the first matrix
     */
    static DequantMatrices read(BitReader in, Optional<ModularTree> tree, int firstStream) throws CodecException {
        Parameters[] parameters = DefaultMatrices.all();
        float[][] raw = new float[3 * Varblock.TABLES][0];
        if (!in.bool()) {
            for (int table = 0; table < Varblock.TABLES; table++) {
                int mode = in.bits(3);
                if (mode == 7) {
                    readRaw(in, tree, firstStream + table, table, raw);
                } else if (mode != 0) {
                    parameters[table] = read(in, mode, table);
                }
            }
        }
        return new DequantMatrices(parameters, raw);
    }

    private static Parameters read(BitReader in, int mode, int table) throws CodecException {
        boolean small = table <= 3 || table == 9 || table == 10;
        if (mode != DCT_MODE && !small) {
            throw in.error("Matrix mode %d is not for transform table %d".formatted(mode, table));
        }
        int[] count = {0, 3, 6, 2, 1, 9, 0};
        float[][] values = new float[3][count[mode]];
        for (float[] row : values) {
            for (int i = 0; i < row.length; i++) {
                row[i] = in.f16() * (mode <= 2 || mode == AFV_MODE && i < 6 ? 64 : 1);
            }
        }
        float[][] bands = mode >= 3 ? bands(in) : new float[3][0];
        float[][] smallBands = mode == AFV_MODE ? bands(in) : new float[3][0];
        return new Parameters(mode, bands, values, smallBands);
    }

    private static float[][] bands(BitReader in) throws CodecException {
        float[][] bands = new float[3][1 + in.bits(4)];
        for (float[] row : bands) {
            for (int i = 0; i < row.length; i++) {
                row[i] = in.f16() * (i == 0 ? 64 : 1);
            }
        }
        return bands;
    }

    private static void readRaw(BitReader in, Optional<ModularTree> tree, int stream, int table, float[][] raw)
            throws CodecException {
        float denominator = in.f16();
        Varblock block = Varblock.withTable(table);
        int width = 8 * block.longSide();
        int height = 8 * block.shortSide();
        ModularImage image = new ModularImage(
                List.of(
                        new Channel(width, height, 0, 0),
                        new Channel(width, height, 0, 0),
                        new Channel(width, height, 0, 0)),
                8);
        image.decodeAll(in, tree, stream);
        for (int c = 0; c < 3; c++) {
            int[] values = image.channels().get(c).data();
            float[] matrix = new float[width * height];
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = values[i] * denominator;
                if (!(matrix[i] > 0)) {
                    throw in.error("A dequantization matrix is not positive");
                }
            }
            raw[3 * table + c] = matrix;
        }
    }

    /** The factors of a channel's coefficients, in rows of the long side. */
    float[] matrix(int table, int channel) throws CodecException {
        int index = 3 * table + channel;
        if (matrices[index].length == 0) {
            matrices[index] = make(parameters[table], Varblock.withTable(table), channel);
        }
        return matrices[index];
    }

    private static float[] make(Parameters parameters, Varblock block, int c) throws CodecException {
        float[] values = parameters.values[c];
        float[] bands = parameters.bands[c];
        float[] weights = switch (parameters.mode) {
            case 1 -> identity(values);
            case 2 -> dct2(values);
            case 3 -> dct4(values, bands);
            case 4 -> dct4x8(values, bands);
            case AFV_MODE -> afv(values, bands, parameters.smallBands[c]);
            default -> byDistance(8 * block.longSide(), 8 * block.shortSide(), bands);
        };
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] > 0) || weights[i] > 1e30f) {
                throw new CodecException("JPEG XL: A dequantization matrix is not positive", -1);
            }
            weights[i] = 1 / weights[i];
        }
        return weights;
    }

    private static float[] identity(float[] values) {
        float[] weights = new float[64];
        Arrays.fill(weights, values[0]);
        weights[0] = 1;
        weights[1] = values[1];
        weights[8] = values[1];
        weights[9] = values[2];
        return weights;
    }

    private static float[] dct2(float[] values) {
        float[] weights = new float[64];
        for (int i = 0; i < 64; i++) {
            int y = i / 8;
            int x = i % 8;
            int ring = 31 - Integer.numberOfLeadingZeros(Math.max(1, Math.max(x, y)));
            boolean corner = x >= 1 << ring && y >= 1 << ring;
            weights[i] = i == 0 ? 1 : values[2 * ring + (corner ? 1 : 0)];
        }
        return weights;
    }

    private static float[] dct4(float[] values, float[] bands) {
        float[] coarse = byDistance(4, 4, bands);
        float[] weights = new float[64];
        for (int i = 0; i < 64; i++) {
            weights[i] = coarse[i / 16 * 4 + i % 8 / 2];
        }
        weights[1] /= values[0];
        weights[8] /= values[0];
        weights[9] /= values[1];
        return weights;
    }

    private static float[] dct4x8(float[] values, float[] bands) {
        float[] coarse = byDistance(8, 4, bands);
        float[] weights = new float[64];
        for (int i = 0; i < 64; i++) {
            weights[i] = coarse[i / 16 * 8 + i % 8];
        }
        weights[8] /= values[0];
        return weights;
    }

    private static float[] afv(float[] values, float[] bands, float[] smallBands) {
        float[] half = byDistance(8, 4, bands);
        float[] quarter = byDistance(4, 4, smallBands);
        float[] levels = {values[5], values[6], values[7], values[8]};
        float[] corner = levels(levels);
        float low = AFV_FREQUENCIES[2];
        float high = AFV_FREQUENCIES[15];
        float[] weights = new float[64];
        for (int i = 0; i < 16; i++) {
            int y = i / 4;
            int x = i % 4;
            if (x >= 2 || y >= 2) {
                weights[16 * y + 2 * x] = interpolate(AFV_FREQUENCIES[i] - low, high - low + 1e-6f, corner);
            }
            weights[16 * y + 2 * x + 1] = quarter[i];
        }
        for (int i = 0; i < 32; i++) {
            weights[(2 * (i / 8) + 1) * 8 + i % 8] = half[i];
        }
        weights[0] = 1;
        weights[8] = values[0];
        weights[1] = values[1];
        weights[16] = values[2];
        weights[2] = values[3];
        weights[18] = values[4];
        return weights;
    }

    private static float[] byDistance(int width, int height, float[] bands) {
        float[] levels = levels(bands);
        float[] weights = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float dx = x / (float) (width - 1);
                float dy = y / (float) (height - 1);
                float distance = (float) Math.sqrt(dx * dx + dy * dy);
                weights[y * width + x] = interpolate(distance, (float) Math.sqrt(2) + 1e-6f, levels);
            }
        }
        return weights;
    }

    /** Bands as levels: each relative to the one before. */
    private static float[] levels(float[] bands) {
        float[] levels = bands.clone();
        for (int i = 1; i < levels.length; i++) {
            levels[i] = levels[i - 1] * (bands[i] > 0 ? 1 + bands[i] : 1 / (1 - bands[i]));
        }
        return levels;
    }

    private static float interpolate(float position, float most, float[] levels) {
        if (levels.length == 1) {
            return levels[0];
        }
        float scaled = position * (levels.length - 1) / most;
        int index = (int) scaled;
        float from = levels[index];
        return from * (float) Math.pow(levels[index + 1] / from, scaled - index);
    }
}
