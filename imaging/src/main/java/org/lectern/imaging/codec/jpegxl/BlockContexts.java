package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/**
 * Which context the coefficients of a varblock have, by channel, order, quantization and low frequency (ISO/IEC 18181-1
 * Annex I.2.2, HfBlockContext).
 */
record BlockContexts(byte[] clusters, int count, int[][] lfThresholds, int[] quantThresholds) {
    private static final byte[] DEFAULT = {
        0, 1, 2, 2, 3, 3, 4, 5, 6, 6, 6, 6, 6, 7, 8, 9, 9, 10, 11, 12, 13, 14, 14, 14, 14, 14, 7, 8, 9, 9, 10, 11, 12,
        13, 14, 14, 14, 14, 14
    };

    static BlockContexts read(BitReader in) throws CodecException {
        if (in.bool()) {
            return new BlockContexts(DEFAULT.clone(), 15, new int[3][0], new int[0]);
        }
        int[][] lf = new int[3][];
        int size = 3 * Varblock.ORDERS;
        for (int c = 0; c < 3; c++) {
            lf[c] = new int[in.bits(4)];
            for (int i = 0; i < lf[c].length; i++) {
                lf[c][i] = BitReader.unpackSigned(in.u32(0, 4, 16, 8, 272, 16, 65808, 32));
            }
            size *= lf[c].length + 1;
        }
        int[] quant = new int[in.bits(4)];
        for (int i = 0; i < quant.length; i++) {
            quant[i] = 1 + in.u32(0, 2, 4, 3, 12, 5, 44, 8);
        }
        size *= quant.length + 1;
        if (size > 3 * Varblock.ORDERS * 64) {
            throw in.error("There are too many block contexts");
        }
        byte[] clusters = new byte[size];
        return new BlockContexts(clusters, EntropyCode.readClusters(in, clusters, 16), lf, quant);
    }

    int lfContexts() {
        return (lfThresholds[0].length + 1) * (lfThresholds[1].length + 1) * (lfThresholds[2].length + 1);
    }

    /** Of a channel's quantized low-frequency value: how many thresholds it is above. */
    int bucket(int channel, int value) {
        int bucket = 0;
        for (int threshold : lfThresholds[channel]) {
            bucket += value > threshold ? 1 : 0;
        }
        return bucket;
    }

    int context(int channel, int order, int quant, int lfContext) {
        int bucket = 0;
        for (int threshold : quantThresholds) {
            bucket += quant > threshold ? 1 : 0;
        }
        int index = (channel < 2 ? channel ^ 1 : 2) * Varblock.ORDERS + order;
        index = index * (quantThresholds.length + 1) + bucket;
        return clusters[index * lfContexts() + lfContext];
    }
}
