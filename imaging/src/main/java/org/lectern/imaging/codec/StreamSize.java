package org.lectern.imaging.codec;

import java.util.Optional;

/**
 * The size that a code stream names in its first bytes, told without decoding: JPEG and JPEG-LS (T.81 B.2.2, T.87
 * C.2.2) and JPEG 2000 without boxes (T.800 A.5.1).
 *
 * @param columns of the picture; 0 where the stream names them later
 * @param rows of the picture; 0 where the stream names them later
 */
public record StreamSize(long columns, long rows) {
    private static final int MOST_SEGMENTS = 10_000;
    private static final int SOI = 0xFFD8;
    private static final int SOC = 0xFF4F;
    private static final int SIZ = 0xFF51;

    /** The size, or empty where it is not to be found. */
    public static Optional<StreamSize> of(EncodedFrame frame) {
        byte[] start = new byte[24];
        int length = frame.read(0, start, 0, start.length);
        if (length >= 24 && u16(start, 0) == SOC && u16(start, 2) == SIZ) {
            return Optional.of(new StreamSize(u32(start, 8) - u32(start, 16), u32(start, 12) - u32(start, 20)));
        }
        return length >= 4 && u16(start, 0) == SOI ? jpeg(frame) : Optional.empty();
    }

    private static Optional<StreamSize> jpeg(EncodedFrame frame) {
        byte[] segment = new byte[9];
        long at = 2;
        for (int n = 0; n < MOST_SEGMENTS && frame.read(at, segment, 0, 9) == 9; n++) {
            int marker = u16(segment, 0);
            if (marker == 0xFFFF) { // a fill byte, B.1.1.2
                at++;
                continue;
            }
            if (isFrame(marker)) {
                return Optional.of(new StreamSize(u16(segment, 7), u16(segment, 5)));
            }
            if (marker < 0xFFC0 || marker == 0xFFDA || u16(segment, 2) < 2) {
                return Optional.empty();
            }
            at += 2 + u16(segment, 2);
        }
        return Optional.empty();
    }

    /** SOF0 to SOF15, without DHT, JPG and DAC among them, and SOF55 of JPEG-LS. */
    private static boolean isFrame(int marker) {
        return marker >= 0xFFC0 && marker <= 0xFFCF && marker != 0xFFC4 && marker != 0xFFC8 && marker != 0xFFCC
                || marker == 0xFFF7;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private static long u32(byte[] bytes, int at) {
        return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
    }
}
