package org.lectern.imaging.codec.jpegls;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;

/**
 * Bytes of marker segments and bits of scans, pulled through a window.
 *
 * <p>In a scan the byte after 0xFF carries seven bits, its highest bit being stuffed (T.87 section A.1). A scan ends
 * where 0xFF is followed by a byte with the highest bit set; behind it zeros are read, which {@link #checkNotPastEnd}
 * turns into an error.
 */
final class LsInput {
    private static final int WINDOW = 1 << 16;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final EncodedFrame frame;
    private final byte[] window;
    private long windowStart;
    private int at;
    private int filled;

    private long cache; // the next bits, left-aligned, zeros behind them
    private int bits;
    private int padding; // zeros made up behind the end that count as bits
    private boolean afterFf;

    LsInput(EncodedFrame frame) {
        this.frame = frame;
        this.window = new byte[Math.clamp(frame.size(), 16, WINDOW)];
    }

    long position() {
        return windowStart + at;
    }

    CodecException error(String what) {
        return new CodecException(what, position());
    }

    int u8() throws CodecException {
        if (at == filled && !slide()) {
            throw error("The JPEG-LS stream ends too early");
        }
        return window[at++] & 0xFF;
    }

    int u16() throws CodecException {
        return u8() << 8 | u8();
    }

    /** An unsigned number of 1 to 4 bytes. */
    long number(int bytes) throws CodecException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | u8();
        }
        return value;
    }

    void skip(int bytes) throws CodecException {
        for (int i = 0; i < bytes; i++) {
            u8();
        }
    }

    /** The second byte of the next marker, whatever lies before it. */
    int nextMarker() throws CodecException {
        int previous = u8();
        while (true) {
            int code = u8();
            if (previous == 0xFF && code >= 0x80 && code != 0xFF) {
                return code;
            }
            previous = code;
        }
    }

    /** Starts reading bits here. */
    void startBits() {
        cache = 0;
        bits = 0;
        padding = 0;
        afterFf = false;
    }

    void checkNotPastEnd() throws CodecException {
        if (padding > bits) {
            throw error("The entropy-coded data end too early");
        }
    }

    int bit() {
        if (bits == 0) {
            fill();
        }
        int bit = (int) (cache >>> 63);
        cache <<= 1;
        bits--;
        return bit;
    }

    /** Up to 24 bits. */
    int bits(int count) {
        if (count == 0) {
            return 0;
        }
        if (bits < count) {
            fill();
        }
        int value = (int) (cache >>> 64 - count);
        cache <<= count;
        bits -= count;
        return value;
    }

    /**
     * A limited-length Golomb code (T.87 section A.5.3).
     *
     * @param longest zeros that announce an escaped value
     * @param escapeBits width of an escaped value
     */
    int golomb(int k, int longest, int escapeBits) {
        if (bits < 32) {
            fill();
        }
        int zeros = Long.numberOfLeadingZeros(cache);
        int length = zeros + 1 + k;
        if (length <= bits && zeros < longest) {
            long rest = cache << zeros << 1;
            cache = rest << k;
            bits -= length;
            return zeros << k | (int) (rest >>> 1 >>> 63 - k);
        }
        zeros = 0;
        while (zeros < longest && bit() == 0) {
            zeros++;
        }
        if (zeros < longest) {
            return zeros << k | bits(k);
        }
        bit();
        return bits(escapeBits) + 1;
    }

    private void fill() {
        while (bits <= 56) {
            if (filled - at < 8) {
                slide();
            }
            if (bits <= 32 && filled - at >= 4 && !afterFf) {
                int word = (int) INT.get(window, at);
                if ((word & ~word - 0x01010101 & 0x80808080) == 0) { // none of the four is 0xFF
                    cache |= Integer.toUnsignedLong(word) << 32 - bits;
                    bits += 32;
                    at += 4;
                    continue;
                }
            }
            if (filled - at < 1 || isMarker()) {
                padding += 64 - bits;
                bits = 64;
                return;
            }
            fillByte();
        }
    }

    private void fillByte() {
        int next = window[at++] & 0xFF;
        if (afterFf) {
            cache |= (long) next << 57 - bits;
            bits += 7;
        } else {
            cache |= (long) next << 56 - bits;
            bits += 8;
        }
        afterFf = next == 0xFF;
    }

    private boolean isMarker() {
        return window[at] == (byte) 0xFF && (filled - at < 2 || window[at + 1] < 0);
    }

    /** Moves the window on and answers whether it holds anything unread. */
    private boolean slide() {
        int left = filled - at;
        System.arraycopy(window, at, window, 0, left);
        windowStart += at;
        at = 0;
        filled = left + frame.read(windowStart + left, window, left, window.length - left);
        return filled > 0;
    }
}
