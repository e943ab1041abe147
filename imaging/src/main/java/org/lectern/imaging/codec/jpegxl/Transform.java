package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/** A reversible transform of the channels of a modular image (ISO/IEC 18181-1 Annex H.6). */
sealed interface Transform permits ColorRotation, PaletteTransform, SqueezeTransform {
    /** Changes the list of channels into that of what is coded, before any sample is decoded. */
    void announce(BitReader in, ModularImage image) throws CodecException;

    /** Makes the samples what they were before the encoder applied this. */
    void undo(ModularImage image) throws CodecException;

    static Transform read(BitReader in) throws CodecException {
        return switch (in.bits(2)) {
            case 0 -> ColorRotation.read(in);
            case 1 -> PaletteTransform.read(in);
            case 2 -> SqueezeTransform.read(in);
            default -> throw in.error("Transform 3 of a modular image is not defined");
        };
    }

    /** First channel of a transform. */
    static int begin(BitReader in) throws CodecException {
        return in.u32(0, 3, 8, 6, 72, 10, 1096, 13);
    }
}
