package org.lectern.imaging.codec.jpegls;

import java.lang.foreign.MemorySegment;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/**
 * JPEG-LS lossless and near-lossless, ITU-T T.87: 2 to 16 bits, every interleave mode, preset parameters, mapping
 * tables, restart intervals, oversize images, and the colour transforms that HP's encoder announces in APP8.
 *
 * <p>The stream says the precision; bits above it are 0, also where the data set calls the samples signed.
 */
public final class JpegLsDecoder implements FrameDecoder {
    /** A decoder. */
    public JpegLsDecoder() {}

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        if (layout.bitsAllocated() != 8 && layout.bitsAllocated() != 16) {
            throw new CodecException("JPEG-LS is not for %d bits allocated".formatted(layout.bitsAllocated()), -1);
        }
        new LsFrame(new LsInput(frame), layout, samples).decode();
        return layout.photometric() == PhotometricInterpretation.YBR_FULL_422
                ? PhotometricInterpretation.YBR_FULL
                : layout.photometric();
    }
}
