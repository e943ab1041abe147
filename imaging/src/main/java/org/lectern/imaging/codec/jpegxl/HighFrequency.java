package org.lectern.imaging.codec.jpegxl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.jpegxl.CoefficientReader.Coefficients;

/** The high frequencies of a VarDCT frame, by groups of 32 × 32 blocks (ISO/IEC 18181-1 Annexes G.3 and I). */
final class HighFrequency {
    private static final int GROUP = 32;

    private record Pass(CoefficientOrder order, EntropyCode code) {}

    private final FrameHeader header;
    private final Opsin opsin;
    private final VarDctParameters parameters;
    private final LowFrequency blocks;
    private final DequantMatrices matrices;
    private final int presets;
    private final List<Pass> passes = new ArrayList<>();
    private final Coefficients[] coefficients = {new Coefficients(), new Coefficients(), new Coefficients()};
    private final float[][] dequantized = new float[3][256 * 256];
    private final BlockTransform transform = new BlockTransform();

    /** Reads what all groups share: HfGlobal and HfPass. */
    HighFrequency(BitReader in, Optional<ModularTree> tree, FrameHeader header, Opsin opsin, LowFrequency blocks)
            throws CodecException {
        this.header = header;
        this.opsin = opsin;
        this.parameters = blocks.parameters();
        this.blocks = blocks;
        int lfGroups = Groups.of(header, 8).count();
        int groups = Groups.of(header, 1).count();
        this.matrices = DequantMatrices.read(in, tree, 1 + 3 * lfGroups);
        this.presets = 1 + in.bits(BitReader.bitsFor(groups));
        if (presets > groups) {
            throw in.error("There are more coefficient presets than groups");
        }
        long contexts =
                (long) CoefficientReader.CONTEXTS * parameters.contexts().count() * presets;
        for (int i = 0; i < header.passes.shifts().length; i++) {
            CoefficientOrder order = CoefficientOrder.read(in);
            passes.add(new Pass(order, EntropyCode.read(in, contexts)));
        }
    }

    /** Forgets the coefficients of the group before. */
    void startGroup() {
        for (Coefficients channel : coefficients) {
            Arrays.fill(channel.values, 0);
        }
    }

    /** Adds what a pass tells of the coefficients of the group that starts at this block. */
    void readPass(BitReader in, int number, int x0, int y0) throws CodecException {
        int preset = in.bits(BitReader.bitsFor(presets));
        if (preset >= presets) {
            throw in.error("A coefficient preset does not exist");
        }
        Pass pass = passes.get(number);
        CoefficientReader reader = new CoefficientReader(
                in,
                pass.code,
                pass.order,
                parameters.contexts(),
                preset,
                header.passes.shifts()[number]);
        rewind();
        for (int y = y0; y < Math.min(y0 + GROUP, blocks.blocksHigh); y++) {
            for (int x = x0; x < Math.min(x0 + GROUP, blocks.blocksWide); x++) {
                int index = y * blocks.blocksWide + x;
                if (blocks.varblocks[index] >= 0) {
                    readBlock(reader, index, x - x0, y - y0);
                }
            }
        }
        reader.finish();
    }

    private void rewind() {
        for (Coefficients channel : coefficients) {
            channel.at = 0;
        }
    }

    private void readBlock(CoefficientReader reader, int index, int x, int y) throws CodecException {
        Varblock block = Varblock.of(blocks.varblocks[index]);
        for (int c : VarDctParameters.CODED_ORDER) {
            if (isCoded(c, x, y)) {
                int context = parameters
                        .contexts()
                        .context(c, block.order, blocks.quant[index], blocks.lfContext[index] & 0xFF);
                int column = x >> header.horizontalShift[c];
                reader.read(block, c, column, y >> header.verticalShift[c], context, coefficients[c]);
                coefficients[c].at += 64 * block.blocks();
            }
        }
    }

    private boolean isCoded(int c, int x, int y) {
        return (x & (1 << header.horizontalShift[c]) - 1) == 0 && (y & (1 << header.verticalShift[c]) - 1) == 0;
    }

    /** Turns the coefficients of the group that starts at this block into samples. */
    void finishGroup(int x0, int y0, Plane[] planes) throws CodecException {
        rewind();
        for (int y = y0; y < Math.min(y0 + GROUP, blocks.blocksHigh); y++) {
            for (int x = x0; x < Math.min(x0 + GROUP, blocks.blocksWide); x++) {
                int index = y * blocks.blocksWide + x;
                if (blocks.varblocks[index] >= 0) {
                    finishBlock(x, y, index, planes);
                }
            }
        }
    }

    private void finishBlock(int x, int y, int index, Plane[] planes) throws CodecException {
        Varblock block = Varblock.of(blocks.varblocks[index]);
        int size = 64 * block.blocks();
        float factor = parameters.hfFactor() / blocks.quant[index];
        for (int c = 0; c < 3; c++) {
            if (isCoded(c, x, y)) {
                dequantize(block, c, factor);
            }
        }
        if (!header.isSubsampled()) {
            int tile = y / 8 * blocks.tilesWide + x / 8;
            addLuma(dequantized[0], parameters.chromaFactor(0, blocks.chroma[0][tile]), size);
            addLuma(dequantized[2], parameters.chromaFactor(1, blocks.chroma[1][tile]), size);
        }
        for (int c = 0; c < 3; c++) {
            if (isCoded(c, x, y)) {
                int column = x >> header.horizontalShift[c];
                int row = y >> header.verticalShift[c];
                insertLowFrequencies(block, dequantized[c], blocks.lf[c], column, row);
                lay(transform.inverse(block, dequantized[c]), block, planes[c], 8 * column, 8 * row);
            }
        }
    }

    private void dequantize(Varblock block, int c, float blockFactor) throws CodecException {
        int size = 64 * block.blocks();
        float[] matrix = matrices.matrix(block.table, c);
        float scale = c == 1 ? 1 : (float) Math.pow(0.8, (c == 0 ? header.xScale : header.bScale) - 2);
        float factor = blockFactor * scale;
        int[] from = coefficients[c].values;
        int at = coefficients[c].at;
        float[] to = dequantized[c];
        for (int i = 0; i < size; i++) {
            int value = from[at + i];
            to[i] = value == 0 ? 0 : opsin.unquantized(value, c) * factor * matrix[i];
        }
        coefficients[c].at += size;
    }

    private void addLuma(float[] to, float factor, int size) {
        if (factor != 0) {
            float[] luma = dequantized[1];
            for (int i = 0; i < size; i++) {
                to[i] += factor * luma[i];
            }
        }
    }

    /** Tall and square varblocks have their horizontal frequencies in rows, wide ones their vertical. */
    private static void insertLowFrequencies(Varblock block, float[] to, Plane lf, int x, int y) {
        int rows = block.rows;
        int columns = block.columns;
        if (rows * columns == 1) {
            to[0] = lf.get(x, y);
            return;
        }
        float[] means = new float[rows * columns];
        for (int i = 0; i < means.length; i++) {
            means[i] = lf.get(x + i % columns, y + i / columns);
        }
        for (int row = 0; row < rows; row++) {
            Dct.lowFrequencies(means, row * columns, columns, 1);
        }
        for (int column = 0; column < columns; column++) {
            Dct.lowFrequencies(means, column, rows, columns);
        }
        int stride = 8 * block.longSide();
        for (int i = 0; i < means.length; i++) {
            int vertical = i / columns;
            int horizontal = i % columns;
            to[columns > rows ? vertical * stride + horizontal : horizontal * stride + vertical] = means[i];
        }
    }

    private static void lay(float[] samples, Varblock block, Plane plane, int x, int y) {
        int width = 8 * block.columns;
        for (int row = 0; row < 8 * block.rows; row++) {
            System.arraycopy(samples, row * width, plane.data(), (y + row) * plane.stride() + x, width);
        }
    }
}
