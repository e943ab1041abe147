package org.lectern.imaging.codec.jpeg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/**
 * JPEG baseline, extended, progressive and lossless with Huffman coding, ITU-T T.81.
 *
 * <p>Which process a stream uses is read from the stream. What its components mean is read from the data set: JFIF and
 * Adobe markers are passed over, no colour is converted, and components are only brought to full size, so that
 * YBR_FULL_422 comes out as YBR_FULL (PS3.5 section 8.2.1).
 *
 * <p>A stream whose image data end early, or whose restart markers are out of order, is an error that names the byte;
 * half an image is never passed on. A missing end-of-image marker, and anything after the image, are tolerated. Samples
 * of lossless streams keep their bit patterns, those of signed data included; bits above the precision are zero.
 */
public final class JpegDecoder implements FrameDecoder {
    /** A decoder. */
    public JpegDecoder() {}

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        if (layout.bitsAllocated() != 8 && layout.bitsAllocated() != 16) {
            throw new CodecException("JPEG does not hold samples of %d bits".formatted(layout.bitsAllocated()), -1);
        }
        try (Arena arena = Arena.ofConfined()) {
            new JpegStream(frame, layout, samples, arena).decode();
        }
        PhotometricInterpretation photometric = layout.photometric();
        return photometric == PhotometricInterpretation.YBR_FULL_422 ? PhotometricInterpretation.YBR_FULL : photometric;
    }
}
