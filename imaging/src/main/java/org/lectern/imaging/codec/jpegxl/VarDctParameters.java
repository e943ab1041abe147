package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/**
 * Parameters of a VarDCT frame that all of its groups share (ISO/IEC 18181-1 Annex I.2: Quantizer, HfBlockContext,
 * LfChannelCorrelation).
 *
 * @param chroma base correlation for X and B, then their offsets in low frequencies
 */
record VarDctParameters(
        float[] lfDequant, int globalScale, int lfQuant, BlockContexts contexts, float colorFactor, float[] chroma) {
    /** Channels in the order in which they are coded: luma first. */
    static final int[] CODED_ORDER = {1, 0, 2};

    static VarDctParameters read(BitReader in, float[] lfDequant) throws CodecException {
        int scale = in.u32(1, 11, 2049, 11, 4097, 12, 8193, 16);
        int quant = in.u32(16, 0, 1, 5, 1, 8, 1, 16);
        BlockContexts contexts = BlockContexts.read(in);
        float factor = 84;
        float[] chroma = {0, 1, 0, 0};
        if (!in.bool()) {
            factor = in.u32(84, 0, 256, 0, 2, 8, 258, 16);
            chroma[0] = in.f16();
            chroma[1] = in.f16();
            chroma[2] = in.bits(8) - 128;
            chroma[3] = in.bits(8) - 128;
        }
        return new VarDctParameters(lfDequant, scale, quant, contexts, factor, chroma);
    }

    /** What a step of a channel's low frequencies is worth. */
    float lfFactor(int channel) {
        return 65536f * lfDequant[channel] / ((float) globalScale * lfQuant);
    }

    /** What a step of high frequencies is worth before block multiplier and matrix. */
    float hfFactor() {
        return 65536f / globalScale;
    }

    /** How much of luma is in X (0) or B (1), in low frequencies. */
    float chromaFactorLf(int which) {
        return chroma[which] + chroma[2 + which] / colorFactor;
    }

    float chromaFactor(int which, int local) {
        return chroma[which] + local / colorFactor;
    }
}
