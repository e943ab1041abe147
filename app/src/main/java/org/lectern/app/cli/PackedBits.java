package org.lectern.app.cli;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** One-bit frames end to end: where one ends within a byte, the next begins in that byte (PS3.5 section 8.1.1). */
final class PackedBits {
    private int pending;
    private int pendingBits;

    /** The whole bytes that a frame of this many bits completes. */
    MemorySegment append(MemorySegment frame, long bits) {
        byte[] bytes = new byte[Math.toIntExact((pendingBits + bits) / 8)];
        long left = bits;
        int at = 0;
        for (long i = 0; left > 0; i++, left -= 8) {
            int used = (int) Math.min(8, left);
            pending |= (frame.get(ValueLayout.JAVA_BYTE, i) & (1 << used) - 1) << pendingBits;
            pendingBits += used;
            if (pendingBits >= 8) {
                bytes[at++] = (byte) pending;
                pending >>>= 8;
                pendingBits -= 8;
            }
        }
        return MemorySegment.ofArray(bytes);
    }

    /** The last bits, in a byte of their own. */
    MemorySegment rest() {
        return MemorySegment.ofArray(pendingBits == 0 ? new byte[0] : new byte[] {(byte) pending});
    }
}
