package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/**
 * ColourEncoding (ISO/IEC 18181-1 Annex E.2), as far as samples depend on it.
 *
 * @param hasProfile an ICC profile takes the place of the fields
 * @param primaries of linear samples
 * @param gamma of the transfer function, times 10^7; 0 where {@code transfer} says
 * @param transfer code point of ITU-T H.273: 1 BT.709, 8 linear, 13 sRGB, 16 PQ, 17 DCI, 18 HLG
 */
record ColorEncoding(boolean gray, boolean hasProfile, Primaries primaries, int gamma, int transfer) {
    static final ColorEncoding SRGB = new ColorEncoding(false, false, Primaries.SRGB, 0, 13);
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
            return new ColorEncoding(space == GRAY, true, Primaries.SRGB, 0, 13);
        }
        if (space == XYB) {
            throw in.error("Samples in the XYB colour space are not supported as output");
        }
        double[] white = switch (in.enumerated()) {
            case 1 -> Primaries.D65;
            case CUSTOM -> points(in, 1);
            case 10 -> Primaries.EQUAL;
            case 11 -> Primaries.DCI_WHITE;
            default -> throw in.error("The white point is not defined");
        };
        double[] colors = space == GRAY ? Primaries.SRGB_COLORS : colors(in);
        int gamma = in.bool() ? in.bits(24) : 0;
        int transfer = gamma == 0 ? in.enumerated() : 0;
        in.enumerated(); // rendering intent
        Primaries primaries = space == GRAY ? Primaries.SRGB : Primaries.of(white, colors);
        return new ColorEncoding(space == GRAY, false, primaries, gamma, transfer);
    }

    private static double[] colors(BitReader in) throws CodecException {
        return switch (in.enumerated()) {
            case 1 -> Primaries.SRGB_COLORS;
            case CUSTOM -> points(in, 3);
            case 9 -> Primaries.BT2100_COLORS;
            case 11 -> Primaries.P3_COLORS;
            default -> throw in.error("The primaries are not defined");
        };
    }

    private static double[] points(BitReader in, int count) throws CodecException {
        double[] xy = new double[2 * count];
        for (int i = 0; i < xy.length; i++) {
            int value = BitReader.unpackSigned(in.u32(0, 19, 524288, 19, 1048576, 20, 2097152, 21));
            if (value == 0) {
                throw in.error("A chromaticity is zero");
            }
            xy[i] = value * 1e-6;
        }
        return xy;
    }
}
