package org.lectern.imaging.codec.jpeg;

import java.util.Arrays;
import org.lectern.imaging.codec.CodecException;

/**
 * Blocks of progressive scans (T.81 Annex G): a band of coefficients, or one more bit of those that are there.
 */
final class ProgressiveBlocks implements CoefficientScan.BlockDecoder {
    private final BitReader reader;
    private final ScanHeader scan;
    private final HuffmanTable[] tables;
    private final int[] predictions;
    /** Blocks to come, this one included, that have nothing more in this band (EOBRUN). */
    private int endOfBandRun;

    ProgressiveBlocks(BitReader reader, ScanHeader scan, JpegTables tables) throws CodecException {
        this.reader = reader;
        this.scan = scan;
        int count = scan.components().length;
        this.predictions = new int[count];
        boolean mean = scan.start() == 0;
        this.tables = new HuffmanTable[mean && scan.high() > 0 ? 0 : count];
        for (int i = 0; i < this.tables.length; i++) {
            this.tables[i] = mean
                    ? tables.differences(scan.dcTables()[i], HuffmanTable.COEFFICIENT_BITS, reader.bytes)
                    : tables.coefficients(scan.acTables()[i], reader.bytes);
        }
    }

    /** Refuses scans that G.1.1.1 does not know. */
    static void requirePossible(ScanHeader scan, FrameBytes bytes) throws CodecException {
        boolean band = scan.start() == 0
                ? scan.end() == 0
                : scan.end() >= scan.start() && scan.end() <= 63 && !scan.interleaved();
        boolean bits = scan.low() <= 13 && (scan.high() == 0 || scan.high() == scan.low() + 1);
        if (!band || !bits) {
            throw bytes.failure("The progressive JPEG scan has the impossible band %d to %d, bits %d to %d"
                    .formatted(scan.start(), scan.end(), scan.high(), scan.low()));
        }
    }

    @Override
    public void restart() {
        Arrays.fill(predictions, 0);
        endOfBandRun = 0;
    }

    @Override
    public void decode(int index, short[] values, int at) throws CodecException {
        if (scan.start() == 0) {
            decodeMean(index, values, at);
        } else if (scan.high() == 0) {
            decodeBand(values, at);
        } else {
            refineBand(values, at);
        }
    }

    private void decodeMean(int index, short[] values, int at) throws CodecException {
        if (scan.high() > 0) {
            values[at] |= (short) (reader.receive(1) << scan.low());
            return;
        }
        reader.decode(tables[index]);
        predictions[index] += reader.value;
        values[at] = (short) (predictions[index] << scan.low());
    }

    /** G.1.2.2. */
    private void decodeBand(short[] values, int at) throws CodecException {
        if (endOfBandRun > 0) {
            endOfBandRun--;
            return;
        }
        for (int k = scan.start(); k <= scan.end(); k++) {
            int run = reader.decode(tables[0]);
            if (reader.size > 0) {
                k += run;
                values[at + JpegTables.NATURAL[k]] = (short) (reader.value << scan.low());
            } else if (run == 15) {
                k += 15;
            } else {
                endOfBandRun = (1 << run) + reader.receive(run) - 1;
                return;
            }
        }
    }

    /** G.1.2.3: correction bits of what is not zero stand between the codes of what becomes so. */
    private void refineBand(short[] values, int at) throws CodecException {
        int k = scan.start();
        while (endOfBandRun == 0 && k <= scan.end()) {
            int run = reader.decode(tables[0]);
            int fresh = reader.value << scan.low();
            if (reader.size > 1) {
                throw reader.bytes.failure("A progressive JPEG scan refines by more than one bit");
            }
            if (reader.size == 0 && run < 15) {
                endOfBandRun = (1 << run) + reader.receive(run);
                break;
            }
            k = refine(values, at, k, run);
            if (fresh != 0 && k <= scan.end()) {
                values[at + JpegTables.NATURAL[k]] = (short) fresh;
            }
            k++;
        }
        if (endOfBandRun > 0) {
            refine(values, at, k, 64);
            endOfBandRun--;
        }
    }

    /** Corrects non-zero coefficients from {@code k} on, over {@code zeros} zero ones up to the next zero one. */
    private int refine(short[] values, int at, int k, int zeros) {
        int bit = 1 << scan.low();
        int left = zeros;
        int i = k;
        for (; i <= scan.end(); i++) {
            int place = at + JpegTables.NATURAL[i];
            int value = values[place];
            if (value == 0) {
                if (left-- == 0) {
                    break;
                }
            } else if (reader.receive(1) != 0 && (value & bit) == 0) {
                values[place] = (short) (value < 0 ? value - bit : value + bit);
            }
        }
        return i;
    }
}
