package org.lectern.imaging.codec.jpeg;

import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.CodecException;

/** What table segments install (T.81 B.2.4): quantisation tables, Huffman tables, the restart interval. */
final class JpegTables {
    /** Natural order of the coefficients in zigzag order (figure A.6), with 16 more for runs that go too far. */
    static final int[] NATURAL = {
        0, 1, 8, 16, 9, 2, 3, 10,
        17, 24, 32, 25, 18, 11, 4, 5,
        12, 19, 26, 33, 40, 48, 41, 34,
        27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36,
        29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46,
        53, 60, 61, 54, 47, 55, 62, 63,
        63, 63, 63, 63, 63, 63, 63, 63,
        63, 63, 63, 63, 63, 63, 63, 63
    };

    private final int[] @Nullable [] quantisation = new int[4][];
    private final @Nullable HuffmanSpecification[] huffman = new @Nullable HuffmanSpecification[8];
    private int restartInterval;

    private record HuffmanSpecification(int[] counts, byte[] symbols) {}

    /** Minimum coded units between two restart markers, 0 for none. */
    int restartInterval() {
        return restartInterval;
    }

    /** DRI, B.2.4.4. */
    void readRestartInterval(FrameBytes bytes) throws CodecException {
        if (bytes.u16() != 4) {
            throw bytes.failure("The JPEG restart interval segment has the wrong length");
        }
        restartInterval = bytes.u16();
    }

    /** DQT, B.2.4.1. */
    void readQuantisation(FrameBytes bytes) throws CodecException {
        int left = bytes.u16() - 2;
        while (left > 0) {
            int head = bytes.u8();
            int wide = head >> 4;
            int length = 1 + (wide == 0 ? 64 : 128);
            if (wide > 1 || (head & 15) > 3 || length > left) {
                throw bytes.failure("The JPEG quantisation table %02X is malformed".formatted(head));
            }
            int[] table = new int[64];
            for (int i = 0; i < 64; i++) {
                table[NATURAL[i]] = wide == 0 ? bytes.u8() : bytes.u16();
            }
            quantisation[head & 15] = table;
            left -= length;
        }
    }

    /** DHT, B.2.4.2. */
    void readHuffman(FrameBytes bytes) throws CodecException {
        int left = bytes.u16() - 2;
        while (left > 0) {
            int head = bytes.u8();
            int[] counts = new int[17];
            int total = 0;
            for (int length = 1; length <= 16; length++) {
                counts[length] = bytes.u8();
                total += counts[length];
            }
            left -= 17 + total;
            if ((head & ~0x13) != 0 || total > 256 || left < 0 || !HuffmanTable.isPossible(counts)) {
                throw bytes.failure("The JPEG Huffman table %02X is malformed".formatted(head));
            }
            byte[] symbols = new byte[total];
            for (int i = 0; i < total; i++) {
                symbols[i] = (byte) bytes.u8();
                if (head < 16 && (symbols[i] & 0xff) > 16) {
                    throw bytes.failure("The JPEG Huffman table %02X holds an impossible size".formatted(head));
                }
            }
            huffman[(head >> 4) * 4 + (head & 15)] = new HuffmanSpecification(counts, symbols);
        }
    }

    int[] quantisation(int index, FrameBytes bytes) throws CodecException {
        int[] table = quantisation[index];
        if (table == null) {
            throw bytes.failure("The JPEG stream uses the quantisation table %d, which it lacks".formatted(index));
        }
        return table;
    }

    /** The table for differences: DC coefficients, or lossless samples. */
    HuffmanTable differences(int index, int lookupBits, FrameBytes bytes) throws CodecException {
        return table(index, false, lookupBits, bytes);
    }

    /** The table for AC coefficients. */
    HuffmanTable coefficients(int index, FrameBytes bytes) throws CodecException {
        return table(4 + index, true, HuffmanTable.COEFFICIENT_BITS, bytes);
    }

    private HuffmanTable table(int index, boolean runs, int lookupBits, FrameBytes bytes) throws CodecException {
        HuffmanSpecification specification = huffman[index];
        if (specification == null) {
            throw bytes.failure("The JPEG stream uses the Huffman table %d of class %d, which it lacks"
                    .formatted(index & 3, index >> 2));
        }
        return HuffmanTable.of(specification.counts, specification.symbols, runs, lookupBits);
    }
}
