package org.lectern.imaging.codec.jpeg;

import java.lang.invoke.VarHandle;
import org.lectern.imaging.codec.CodecException;

/**
 * A scan of the lossless process (T.81 Annex H): differences to a prediction from neighbours, modulo 2<sup>16</sup>.
 *
 * <p>Rows are held colour-by-pixel: the differences of a whole row are decoded first, then added to its predictions.
 */
final class LosslessScan {
    private static final int LOOKUP_SHIFT = 64 - HuffmanTable.DIFFERENCE_BITS;

    private final FrameHeader frame;
    private final ScanHeader scan;
    private final BitReader reader;
    private final HuffmanTable[] tables;
    private final int rowsBetweenRestarts;
    private final int[] differences;

    LosslessScan(FrameHeader frame, ScanHeader scan, BitReader reader, JpegTables tables) throws CodecException {
        this.frame = frame;
        this.scan = scan;
        this.reader = reader;
        requirePossible();
        int interval = tables.restartInterval();
        if (interval % frame.columns() != 0) {
            throw reader.bytes.failure(
                    "The lossless JPEG restart interval %d is not a multiple of the row (H.1.1)".formatted(interval));
        }
        this.rowsBetweenRestarts = interval == 0 ? Integer.MAX_VALUE : interval / frame.columns();
        int count = scan.components().length;
        this.tables = new HuffmanTable[count];
        for (int i = 0; i < count; i++) {
            this.tables[i] = i > 0 && scan.dcTables()[i] == scan.dcTables()[0]
                    ? this.tables[0]
                    : tables.differences(scan.dcTables()[i], HuffmanTable.DIFFERENCE_BITS, reader.bytes);
        }
        this.differences = new int[frame.columns() * count];
    }

    private void requirePossible() throws CodecException {
        if (scan.start() < 1 || scan.start() > 7 || scan.low() >= frame.precision()) {
            throw reader.bytes.failure("The lossless JPEG scan has the impossible predictor %d or point transform %d"
                    .formatted(scan.start(), scan.low()));
        }
        if (frame.maxHorizontal() * frame.maxVertical() > 1) {
            throw reader.bytes.failure("Lossless JPEG with sub-sampled components is not supported");
        }
    }

    /** Decodes the scan; its components need not be all of the frame's. */
    void decode(RowWriter writer) throws CodecException {
        int stride = scan.components().length;
        boolean whole = stride == frame.components().length;
        Restarts restarts = new Restarts(rowsBetweenRestarts);
        short[] above = new short[differences.length];
        short[] row = new short[differences.length];
        short[] scaled = new short[scan.low() == 0 ? 0 : differences.length];
        for (int y = 0; y < frame.lines(); y++) {
            boolean first = y == 0;
            if (restarts.due()) {
                reader.restart(restarts.next());
                first = true;
            }
            if (stride == 1) {
                decodeDifferences(tables[0]);
            } else {
                decodeInterleaved();
            }
            reader.checkNotOverrun();
            for (int c = 0; c < stride; c++) {
                predict(first, row, above, c, stride);
            }
            short[] output = scan.low() == 0 ? row : scale(row, scaled);
            if (whole) {
                writer.write(y, output, 0);
            } else {
                merge(writer, y, output, stride);
            }
            short[] swap = above;
            above = row;
            row = swap;
        }
    }

    private short[] scale(short[] row, short[] scaled) {
        for (int i = 0; i < row.length; i++) {
            scaled[i] = (short) (row[i] << scan.low());
        }
        return scaled;
    }

    private void merge(RowWriter writer, int y, short[] row, int stride) {
        short[] single = new short[frame.columns()];
        for (int c = 0; c < stride; c++) {
            for (int x = 0; x < single.length; x++) {
                single[x] = row[x * stride + c];
            }
            for (int target = 0; target < frame.components().length; target++) {
                if (frame.components()[target] == scan.components()[c]) {
                    writer.merge(y, target, single);
                }
            }
        }
    }

    private void decodeInterleaved() throws CodecException {
        boolean same = true;
        for (HuffmanTable table : tables) {
            same &= table == tables[0];
        }
        if (same) {
            decodeDifferences(tables[0]);
            return;
        }
        for (int i = 0, c = 0; i < differences.length; i++) {
            reader.decode(tables[c]);
            differences[i] = reader.value;
            c = c + 1 == tables.length ? 0 : c + 1;
        }
    }

    /** One row of differences that share a table. */
    @SuppressWarnings("checkstyle:methodlength") // the reader's state must stay in registers
    private void decodeDifferences(HuffmanTable table) throws CodecException {
        int[] target = differences;
        int[] lookup = table.lookup;
        VarHandle words = BitReader.LONG;
        FrameBytes bytes = reader.bytes;
        byte[] window = bytes.window;
        int position = bytes.position;
        int lastWord = bytes.limit - 8;
        long bits = reader.bits;
        int count = reader.count;
        for (int i = 0; i < target.length; i++) {
            if (count < 32) {
                long word = position <= lastWord ? (long) words.get(window, position) : BitReader.ALL_MARKERS;
                if (BitReader.hasNoMarker(word)) {
                    bits |= word >>> count;
                    position += 63 - count >>> 3;
                    count |= 56;
                } else {
                    bytes.position = position;
                    reader.bits = bits;
                    reader.count = count;
                    reader.fill();
                    bits = reader.bits;
                    count = reader.count;
                    position = bytes.position;
                    lastWord = bytes.limit - 8;
                }
            }
            int entry = lookup[(int) (bits >>> LOOKUP_SHIFT)];
            if ((entry & HuffmanTable.RESOLVED) == 0) {
                if (entry == 0) {
                    entry = table.longEntry((int) (bits >>> 48));
                    if (entry == 0) {
                        bytes.position = position;
                        reader.count = count;
                        throw reader.invalidCode();
                    }
                }
                bits <<= entry & 0x3f;
                count -= entry & 0x3f;
                int size = entry >> 12 & 0x1f;
                if (size == 16) {
                    target[i] = 32768;
                } else {
                    target[i] = HuffmanTable.extend((int) (bits >>> 1 >>> 63 - size), size);
                    bits <<= size;
                    count -= size;
                }
                continue;
            }
            bits <<= entry & 0x3f;
            count -= entry & 0x3f;
            target[i] = entry >> 17;
        }
        bytes.position = position;
        reader.bits = bits;
        reader.count = count;
    }

    /** Adds the differences of one component to its predictions (H.1.2.1). */
    private void predict(boolean first, short[] row, short[] above, int c, int stride) {
        int origin = first ? 1 << frame.precision() - scan.low() - 1 : above[c] & 0xffff;
        row[c] = (short) (origin + differences[c]);
        int from = c + stride;
        if (first || scan.start() == 1) {
            Prediction.left(differences, row, from, stride);
            return;
        }
        switch (scan.start()) {
            case 2 -> Prediction.above(differences, row, above, from, stride);
            case 3 -> Prediction.diagonal(differences, row, above, from, stride);
            case 4 -> Prediction.plane(differences, row, above, from, stride);
            case 5 -> Prediction.leftAndSlope(differences, row, above, from, stride);
            case 6 -> Prediction.aboveAndSlope(differences, row, above, from, stride);
            default -> Prediction.mean(differences, row, above, from, stride);
        }
    }
}
