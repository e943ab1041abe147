package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/**
 * ColourEncoding (ISO/IEC 18181-1 Annex E.2), as far as samples depend on it.
 *
 * @param hasProfile an ICC profile takes the place of the fields
 * @param standardPrimaries white point D65 and the primaries of sRGB
 * @param gamma of the transfer function, times 10^7; 0 where {@code transfer} says
 * @param transfer code point of ITU-T H.273: 1 BT.709, 8 linear, 13 sRGB, 16 PQ, 17 DCI, 18 HLG
 */
record ColorEncoding(boolean gray, boolean hasProfile, boolean standardPrimaries, int gamma, int transfer) {
    static final ColorEncoding SRGB = new ColorEncoding(false, false, true, 0, 13);
    private static final int GRAY = 1;
    private static final int XYB = 2;
    private static final int CUSTOM = 2;

    static ColorEncoding read(BitReader in) throws CodecException {
        if (in.bool()) {
            return SRGB;
        }
        boolean profile = in.bool();
        int space = in.enumerated();
        if (profile) {
            return new ColorEncoding(space == GRAY, true, true, 0, 13);
        }
        if (space == XYB) {
            throw in.error("Samples in the XYB colour space are not supported as output");
        }
        int white = in.enumerated();
        if (white == CUSTOM) {
            skipPoint(in);
        }
        int primaries = 1;
        if (space != GRAY) {
            primaries = in.enumerated();
            for (int i = 0; i < 3 && primaries == CUSTOM; i++) {
                skipPoint(in);
            }
        }
        int gamma = in.bool() ? in.bits(24) : 0;
        int transfer = gamma == 0 ? in.enumerated() : 0;
        in.enumerated(); // rendering intent
        return new ColorEncoding(space == GRAY, false, white == 1 && primaries == 1, gamma, transfer);
    }

    private static void skipPoint(BitReader in) throws CodecException {
        for (int i = 0; i < 2; i++) {
            in.u32(0, 19, 524288, 19, 1048576, 20, 2097152, 21);
        }
    }
}
