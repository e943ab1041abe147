package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/**
 * Bits of a range of the code stream, least significant first, and the variable-length fields made of them (ISO/IEC
 * 18181-1 Annex B.2).
 *
 * <p>Up to eight bytes of zeros may be read past the end, as entropy decoders look ahead; more is an error.
 */
final class BitReader {
    private final byte[] data;
    private final int end;
    private int next;
    private long buffer;
    private int available;
    private int padding;

    BitReader(byte[] data, int from, int to) {
        this.data = data;
        this.next = from;
        this.end = to;
    }

    /** Makes at least {@code count} (at most 32) bits available. */
    private void fill(int count) throws CodecException {
        while (available < count) {
            if (next < end) {
                buffer |= (data[next++] & 0xFFL) << available;
            } else if (++padding > 8) {
                throw error("The code stream ends within its data");
            }
            available += 8;
        }
    }

    /** The next bits, at most 32, without taking them. */
    int peek(int count) throws CodecException {
        if (available < count) {
            fill(count);
        }
        return (int) (buffer & ((1L << count) - 1));
    }

    /** Takes bits that were looked at. */
    void skip(int count) {
        buffer >>>= count;
        available -= count;
    }

    /** The next bits, at most 32. */
    int bits(int count) throws CodecException {
        int value = peek(count);
        skip(count);
        return value;
    }

    boolean bool() throws CodecException {
        return bits(1) != 0;
    }

    /** U32: two bits choose one of four pairs of offset and bit count. */
    int u32(int... offsetAndBits) throws CodecException {
        int choice = 2 * bits(2);
        return offsetAndBits[choice] + bits(offsetAndBits[choice + 1]);
    }

    /** U64. */
    long u64() throws CodecException {
        return switch (bits(2)) {
            case 0 -> 0;
            case 1 -> 1 + bits(4);
            case 2 -> 17 + bits(8);
            default -> longest();
        };
    }

    private long longest() throws CodecException {
        long value = bits(12);
        for (int shift = 12; bool(); shift += 8) {
            if (shift == 60) {
                return value | (long) bits(4) << 60;
            }
            value |= (long) bits(8) << shift;
        }
        return value;
    }

    /** F16; infinities and NaN are no values here. */
    float f16() throws CodecException {
        int half = bits(16);
        if ((half >> 10 & 31) == 31) {
            throw error("A number of the header is infinite");
        }
        return Float.float16ToFloat((short) half);
    }

    /** Enum, at most 63. */
    int enumerated() throws CodecException {
        return u32(0, 0, 1, 0, 2, 4, 18, 6);
    }

    /** U8 of the entropy coder: 0 to 255. */
    int u8() throws CodecException {
        if (!bool()) {
            return 0;
        }
        int count = bits(3);
        return (1 << count) + bits(count);
    }

    /** Extensions bundle: skipped. */
    void skipExtensions() throws CodecException {
        long present = u64();
        if (present == 0) {
            return;
        }
        long total = 0;
        for (int i = 0; i < 64; i++) {
            if ((present >>> i & 1) != 0) {
                long length = u64();
                if (length < 0 || length > 8L * (end - next) + 64) {
                    throw error("An extension is longer than the code stream");
                }
                total += length;
            }
        }
        skipLong(total);
    }

    private void skipLong(long count) throws CodecException {
        for (long left = count; left > 0; left -= 32) {
            bits((int) Math.min(32, left));
        }
    }

    /** ZeroPadToByte. */
    void alignToByte() throws CodecException {
        if (bits(available & 7) != 0) {
            throw error("Padding bits are not zero");
        }
    }

    /** Where the next whole byte lies. */
    int position() {
        return next - (available - 8 * padding) / 8;
    }

    CodecException error(String message) {
        return new CodecException("JPEG XL: " + message, Math.min(next, end));
    }

    /** Bits that tell apart this many things: ceil(log2(count)). */
    static int bitsFor(int count) {
        return count <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(count - 1);
    }

    /** UnpackSigned: 0, -1, 1, -2, … */
    static int unpackSigned(int value) {
        return value >>> 1 ^ -(value & 1);
    }
}
