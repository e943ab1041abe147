package org.lectern.imaging.pixel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Knows the first bytes of the code streams that DICOM encapsulates. */
final class CodeStreams {
    private CodeStreams() {}

    /** Whether a fragment opens like a code stream: JPEG, JPEG-LS, JPEG 2000, JPEG XL or RLE. */
    static boolean begins(MemorySegment fragment) {
        if (fragment.byteSize() < 4) {
            return false;
        }
        int first = (int) bigEndian(fragment, 0);
        return first >>> 8 == 0xFFD8FF // SOI and the next marker, ITU-T T.81 annex B
                || first == 0xFF4FFF51 // SOC, SIZ: ITU-T T.800 annex A
                || first >>> 16 == 0xFF0A // ISO/IEC 18181-1
                || first == 12 && isSignatureBox(fragment)
                || isRleHeader(fragment);
    }

    private static boolean isSignatureBox(MemorySegment fragment) {
        return fragment.byteSize() >= 12
                && (bigEndian(fragment, 4) == 0x6A502020L || bigEndian(fragment, 4) == 0x4A584C20L)
                && bigEndian(fragment, 8) == 0x0D0A870AL;
    }

    /** PS3.5 section G.5: the number of segments, then 15 offsets, the first 64, unused ones 0. */
    private static boolean isRleHeader(MemorySegment fragment) {
        if (fragment.byteSize() < 64) {
            return false;
        }
        long segments = littleEndian(fragment, 0);
        if (segments < 1 || segments > 15 || littleEndian(fragment, 4) != 64) {
            return false;
        }
        long previous = 0;
        for (int i = 1; i <= 15; i++) {
            long offset = littleEndian(fragment, i * 4L);
            if (i <= segments ? offset <= previous : offset != 0) {
                return false;
            }
            previous = offset;
        }
        return true;
    }

    private static long bigEndian(MemorySegment bytes, long at) {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) littleEndian(bytes, at)));
    }

    private static long littleEndian(MemorySegment bytes, long at) {
        return Integer.toUnsignedLong(bytes.get(ValueLayout.JAVA_INT_UNALIGNED, at));
    }
}
