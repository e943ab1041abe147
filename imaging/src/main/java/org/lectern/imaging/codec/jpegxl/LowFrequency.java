package org.lectern.imaging.codec.jpegxl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.codec.CodecException;

/**
 * What is known of a VarDCT frame by blocks of 8 × 8: its low frequencies, its varblocks and how they are quantized
 * (ISO/IEC 18181-1 Annexes G.2 and I.2).
 */
final class LowFrequency {
    /** Neither the corner of a varblock nor free. */
    private static final byte COVERED = -1;

    private static final byte FREE = -2;
    private static final float W_SIDE = 0.2034514f;
    private static final float W_CORNER = 0.03348292f;
    private static final float W_CENTER = 1 - 4 * (W_SIDE + W_CORNER);

    private final FrameHeader header;
    private final VarDctParameters parameters;
    final int blocksWide;
    final int blocksHigh;
    /** Blocks of 64 × 64 samples in a row. */
    final int tilesWide;
    /** Low frequencies of the channels, by blocks. */
    final Plane[] lf = new Plane[3];
    /** Codes of varblocks at their upper left block. */
    final byte[] varblocks;

    final int[] quant;
    final byte[] sharpness;
    final byte[] lfContext;
    final int[][] chroma;

    LowFrequency(FrameHeader header, VarDctParameters parameters) {
        this.header = header;
        this.parameters = parameters;
        int horizontal = Arrays.stream(header.horizontalShift).max().orElse(0);
        int vertical = Arrays.stream(header.verticalShift).max().orElse(0);
        blocksWide = (header.width() + (8 << horizontal) - 1 >> 3 + horizontal) << horizontal;
        blocksHigh = (header.height() + (8 << vertical) - 1 >> 3 + vertical) << vertical;
        tilesWide = (blocksWide + 7) / 8;
        for (int c = 0; c < 3; c++) {
            lf[c] = new Plane(blocksWide >> header.horizontalShift[c], blocksHigh >> header.verticalShift[c]);
        }
        int blocks = Math.multiplyExact(blocksWide, blocksHigh);
        varblocks = new byte[blocks];
        Arrays.fill(varblocks, FREE);
        quant = new int[blocks];
        sharpness = new byte[blocks];
        lfContext = new byte[blocks];
        chroma = new int[2][tilesWide * ((blocksHigh + 7) / 8)];
    }

    VarDctParameters parameters() {
        return parameters;
    }

    /** The varblock whose upper left block this is, if any. */
    Optional<Varblock> varblock(int index) {
        return varblocks[index] < 0 ? Optional.empty() : Optional.of(Varblock.of(varblocks[index]));
    }

    /** Takes the low frequencies from a frame that was sent before. */
    void take(Plane[] frame) throws CodecException {
        for (int c = 0; c < 3; c++) {
            if (frame.length != 3 || frame[c].width() != lf[c].width() || frame[c].height() != lf[c].height()) {
                throw new CodecException("JPEG XL: The low-frequency frame has another size than its frame needs", -1);
            }
            for (int y = 0; y < lf[c].height(); y++) {
                System.arraycopy(
                        frame[c].data(), y * frame[c].stride(), lf[c].data(), y * lf[c].stride(), lf[c].width());
            }
        }
    }

    /** Reads the quantized low frequencies of a group of 256 × 256 blocks (G.2.2). */
    void readLf(BitReader in, Optional<ModularTree> tree, int stream, int x0, int y0) throws CodecException {
        int wide = Math.min(256, blocksWide - x0);
        int high = Math.min(256, blocksHigh - y0);
        float precision = 1f / (1 << in.bits(2));
        List<Channel> channels = new ArrayList<>();
        for (int c : VarDctParameters.CODED_ORDER) {
            channels.add(new Channel(wide >> header.horizontalShift[c], high >> header.verticalShift[c], 0, 0));
        }
        ModularImage image = new ModularImage(channels, 8);
        image.decodeAll(in, tree, stream);
        for (int i = 0; i < 3; i++) {
            int c = VarDctParameters.CODED_ORDER[i];
            Channel channel = image.channels().get(i);
            float factor = parameters.lfFactor(c) * precision;
            int[] values = channel.data();
            int left = x0 >> header.horizontalShift[c];
            int top = y0 >> header.verticalShift[c];
            for (int k = 0; k < values.length; k++) {
                lf[c].set(left + k % channel.width(), top + k / channel.width(), values[k] * factor);
            }
        }
        if (!header.isSubsampled()) {
            addLuma(x0, y0, wide, high);
        }
        if (parameters.contexts().lfContexts() > 1) {
            setContexts(image.channels(), x0, y0, wide, high);
        }
    }

    private void addLuma(int x0, int y0, int wide, int high) {
        float forX = parameters.chromaFactorLf(0);
        float forB = parameters.chromaFactorLf(1);
        for (int y = y0; y < y0 + high; y++) {
            for (int x = x0; x < x0 + wide; x++) {
                float luma = lf[1].get(x, y);
                lf[0].set(x, y, lf[0].get(x, y) + forX * luma);
                lf[2].set(x, y, lf[2].get(x, y) + forB * luma);
            }
        }
    }

    private void setContexts(List<Channel> channels, int x0, int y0, int wide, int high) {
        BlockContexts contexts = parameters.contexts();
        int[] bucket = new int[3];
        for (int y = 0; y < high; y++) {
            for (int x = 0; x < wide; x++) {
                for (int i = 0; i < 3; i++) {
                    int c = VarDctParameters.CODED_ORDER[i];
                    Channel channel = channels.get(i);
                    int at = (y >> header.verticalShift[c]) * channel.width() + (x >> header.horizontalShift[c]);
                    bucket[c] = contexts.bucket(c, channel.data()[at]);
                }
                int context = bucket[0] * (contexts.lfThresholds()[2].length + 1) + bucket[2];
                context = context * (contexts.lfThresholds()[1].length + 1) + bucket[1];
                lfContext[(y0 + y) * blocksWide + x0 + x] = (byte) context;
            }
        }
    }

    /** Reads the varblocks of a group of 256 × 256 blocks and how they are quantized (G.2.4). */
    void readMetadata(BitReader in, Optional<ModularTree> tree, int stream, int x0, int y0) throws CodecException {
        int wide = Math.min(256, blocksWide - x0);
        int high = Math.min(256, blocksHigh - y0);
        int count = 1 + in.bits(BitReader.bitsFor(wide * high));
        Channel blocks = new Channel(count, 2, 0, 0);
        ModularImage image = new ModularImage(
                List.of(
                        new Channel((wide + 7) / 8, (high + 7) / 8, 3, 3),
                        new Channel((wide + 7) / 8, (high + 7) / 8, 3, 3),
                        blocks,
                        new Channel(wide, high, 0, 0)),
                8);
        image.decodeAll(in, tree, stream);
        for (int i = 0; i < 2; i++) {
            Channel factors = image.channels().get(i);
            for (int k = 0; k < factors.data().length; k++) {
                int tile = (y0 / 8 + k / factors.width()) * tilesWide + x0 / 8 + k % factors.width();
                chroma[i][tile] = factors.data()[k];
            }
        }
        int[] info = image.channels().get(2).data();
        int[] sharp = image.channels().get(3).data();
        int next = 0;
        for (int y = 0; y < high; y++) {
            for (int x = 0; x < wide; x++) {
                int at = (y0 + y) * blocksWide + x0 + x;
                if (sharp[y * wide + x] < 0 || sharp[y * wide + x] > 7) {
                    throw in.error("The sharpness of a block is impossible");
                }
                sharpness[at] = (byte) sharp[y * wide + x];
                if (varblocks[at] == FREE) {
                    if (next == count) {
                        throw in.error("There are fewer varblocks than the frame needs");
                    }
                    place(in, x0 + x, y0 + y, info[next], 1 + Math.max(0, info[count + next]));
                    next++;
                }
            }
        }
    }

    private void place(BitReader in, int x, int y, int code, int multiplier) throws CodecException {
        if (code < 0 || code >= Varblock.count()) {
            throw in.error("Transform %d of a varblock is not defined".formatted(code));
        }
        Varblock block = Varblock.of(code);
        if (block.blocks() > 1 && header.isSubsampled()) {
            throw in.error("A large varblock is in a sub-sampled frame");
        }
        if (x % 32 + block.columns > 32
                || y % 32 + block.rows > 32
                || x + block.columns > blocksWide
                || y + block.rows > blocksHigh) {
            throw in.error("A varblock reaches beyond its group");
        }
        for (int dy = 0; dy < block.rows; dy++) {
            int at = (y + dy) * blocksWide + x;
            for (int dx = 0; dx < block.columns; dx++, at++) {
                if (varblocks[at] != FREE) {
                    throw in.error("Varblocks overlap");
                }
                varblocks[at] = COVERED;
                quant[at] = multiplier;
            }
        }
        varblocks[y * blocksWide + x] = (byte) code;
    }

    /** Adaptive smoothing of the low frequencies (I.2.2). */
    void smooth() {
        int width = lf[0].width();
        int height = lf[0].height();
        if (width <= 2 || height <= 2) {
            return;
        }
        Plane[] from = {lf[0].copy(), lf[1].copy(), lf[2].copy()};
        float[] smoothed = new float[3];
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                float gap = 0.5f;
                for (int c = 0; c < 3; c++) {
                    smoothed[c] = smoothed(from[c], x, y);
                    float distance = Math.abs(from[c].get(x, y) - smoothed[c]) / parameters.lfFactor(c);
                    gap = Math.max(gap, distance);
                }
                float share = Math.max(0, 3 - 4 * gap);
                for (int c = 0; c < 3; c++) {
                    float sample = from[c].get(x, y);
                    lf[c].set(x, y, sample + (smoothed[c] - sample) * share);
                }
            }
        }
    }

    private static float smoothed(Plane plane, int x, int y) {
        float sides = plane.get(x - 1, y) + plane.get(x + 1, y) + plane.get(x, y - 1) + plane.get(x, y + 1);
        float corners =
                plane.get(x - 1, y - 1) + plane.get(x + 1, y - 1) + plane.get(x - 1, y + 1) + plane.get(x + 1, y + 1);
        return W_CENTER * plane.get(x, y) + W_SIDE * sides + W_CORNER * corners;
    }
}
