package org.lectern.imaging.codec.jpeg2000;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A bit stream of an HT segment with its stuffing removed, so that any bits can be had with one read: T.814 7.1.
 *
 * <p>Bits are numbered from the lowest bit of the first byte; behind the end only the fill follows.
 */
final class HtBits {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SPARE = 16;

    private byte[] clean = new byte[4096];
    private int end;
    private long pending;
    private int pendingBits;

    /** At least 56 bits from {@code position}, lowest first. */
    long at(int position) {
        int p = Math.min(position, end);
        return (long) LONG.get(clean, p >> 3) >>> (p & 7);
    }

    private void start(int bytes) {
        if (clean.length < bytes + SPARE) {
            clean = new byte[bytes + SPARE];
        }
        end = 0;
        pending = 0;
        pendingBits = 0;
    }

    private void add(int bits, int count) {
        pending |= (long) bits << pendingBits;
        pendingBits += count;
        if (pendingBits >= 8) {
            clean[end++] = (byte) pending;
            pending >>>= 8;
            pendingBits -= 8;
        }
    }

    private void finish(int fill) {
        add(fill, 8);
        Arrays.fill(clean, end, Math.min(clean.length, end + SPARE - 2), (byte) fill);
        end *= 8;
    }

    /** Bytes upwards; after an FF byte the next has seven bits. The MagSgn and SigProp streams. */
    void forwards(byte[] from, int start, int stop, int fill) {
        start(stop - start);
        boolean stuffed = false;
        for (int i = start; i < stop; i++) {
            int b = from[i] & 0xFF;
            add(stuffed ? b & 0x7F : b, stuffed ? 7 : 8);
            stuffed = b == 0xFF;
        }
        finish(fill);
    }

    /** Bytes downwards from {@code stop - 1}; after a byte above 8F, seven ones are all that 7F and FF carry. */
    void backwards(byte[] from, int start, int stop, boolean nibbleFirst) {
        start(stop - start + 1);
        int previous = 0xFF;
        int i = stop - 1;
        if (nibbleFirst && i >= start) {
            int nibble = from[i] >> 4 & 0xF;
            add((nibble & 7) == 7 ? 7 : nibble, (nibble & 7) == 7 ? 3 : 4);
            previous = from[i] & 0xFF | 0xF;
            i--;
        }
        for (; i >= start; i--) {
            int b = from[i] & 0xFF;
            boolean stuffed = previous > 0x8F && (b & 0x7F) == 0x7F;
            add(stuffed ? 0x7F : b, stuffed ? 7 : 8);
            previous = b;
        }
        finish(0);
    }
}
