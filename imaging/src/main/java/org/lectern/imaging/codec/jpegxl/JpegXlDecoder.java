package org.lectern.imaging.codec.jpegxl;

import java.lang.foreign.MemorySegment;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/**
 * JPEG XL, ISO/IEC 18181-1: lossless (modular) and lossy (VarDCT) frames, recompressed JPEG among them, as a code
 * stream or in the boxes of ISO/IEC 18181-2.
 *
 * <p>Streams in XYB or YCbCr yield RGB; the JPEG that a frame was once is not rebuilt, its coefficients are decoded.
 * Animations, previews, floating-point samples, splines and blending by transparency are refused by name.
 */
public final class JpegXlDecoder implements FrameDecoder {
    /** A decoder. */
    public JpegXlDecoder() {}

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        if (layout.bitsAllocated() < 8) {
            throw new CodecException("JPEG XL is not for %d bits allocated".formatted(layout.bitsAllocated()), -1);
        }
        try {
            JxlImage image = new JxlImage(Container.codeStream(frame));
            image.check(layout);
            image.decode(layout, samples);
            return image.yieldsRgb() ? PhotometricInterpretation.RGB : asStored(layout);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
            // the last resort against a damaged stream whose values no check has foreseen
            throw new CodecException("JPEG XL: The stream is damaged: its values contradict each other", -1);
        }
    }

    private static PhotometricInterpretation asStored(PixelLayout layout) {
        return switch (layout.photometric()) {
            case YBR_FULL_422 -> PhotometricInterpretation.YBR_FULL;
            case XYB, YBR_RCT, YBR_ICT -> PhotometricInterpretation.RGB;
            default -> layout.photometric();
        };
    }
}
