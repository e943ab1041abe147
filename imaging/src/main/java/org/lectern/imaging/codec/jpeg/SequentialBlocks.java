package org.lectern.imaging.codec.jpeg;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.lectern.imaging.codec.CodecException;

/** Blocks of sequential scans (T.81 F.2.2): 8 × 8 coefficients each, dequantised as they come. */
final class SequentialBlocks implements CoefficientScan.BlockDecoder {
    private static final int LOOKUP_SHIFT = 64 - HuffmanTable.COEFFICIENT_BITS;

    private static final int[] UNSCALED = new int[64];

    static {
        Arrays.fill(UNSCALED, 1);
    }

    /** The coefficients of the last block, in natural order. */
    final int[] block = new int[64];

    private final BitReader reader;
    private final HuffmanTable[] dcTables;
    private final HuffmanTable[] acTables;
    private final int[] predictions;

    SequentialBlocks(BitReader reader, ScanHeader scan, JpegTables tables) throws CodecException {
        this.reader = reader;
        int count = scan.components().length;
        this.dcTables = new HuffmanTable[count];
        this.acTables = new HuffmanTable[count];
        this.predictions = new int[count];
        for (int i = 0; i < count; i++) {
            dcTables[i] = tables.differences(scan.dcTables()[i], HuffmanTable.COEFFICIENT_BITS, reader.bytes);
            acTables[i] = tables.coefficients(scan.acTables()[i], reader.bytes);
        }
    }

    @Override
    public void restart() {
        Arrays.fill(predictions, 0);
    }

    @Override
    public void decode(int index, short[] values, int at) throws CodecException {
        decode(index, UNSCALED);
        for (int i = 0; i < 64; i++) {
            values[at + i] = (short) block[i];
        }
    }

    /**
     * Decodes the next block into {@link #block}.
     *
     * @param index which component of the scan
     * @return whether there is more than the mean
     */
    @SuppressWarnings("checkstyle:methodlength") // the reader's state must stay in registers
    boolean decode(int index, int[] quantisation) throws CodecException {
        int[] target = block;
        Arrays.fill(target, 0);
        reader.decode(dcTables[index]);
        predictions[index] += reader.value;
        target[0] = predictions[index] * quantisation[0];

        HuffmanTable table = acTables[index];
        int[] lookup = table.lookup;
        int[] natural = JpegTables.NATURAL;
        VarHandle words = BitReader.LONG;
        FrameBytes bytes = reader.bytes;
        byte[] window = bytes.window;
        int position = bytes.position;
        int lastWord = bytes.limit - 8;
        long bits = reader.bits;
        int count = reader.count;
        int k = 1;
        boolean more = false;
        while (k < 64) {
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
            if (entry == 0) {
                entry = table.longEntry((int) (bits >>> 48));
                if (entry == 0) {
                    bytes.position = position;
                    reader.count = count;
                    throw reader.invalidCode();
                }
            }
            int consumed = entry & 0x3f;
            bits <<= consumed;
            count -= consumed;
            int size = entry >> 12 & 0x1f;
            int value = entry >> 17;
            if ((entry & HuffmanTable.RESOLVED) == 0) {
                value = HuffmanTable.extend((int) (bits >>> 1 >>> 63 - size), size);
                bits <<= size;
                count -= size;
            }
            int run = entry >> 8 & 15;
            if (size == 0) {
                if (run < 15) {
                    break;
                }
                k += 16;
            } else {
                k += run;
                int at = natural[k++];
                target[at] = value * quantisation[at];
                more = true;
            }
        }
        bytes.position = position;
        reader.bits = bits;
        reader.count = count;
        return more;
    }
}
