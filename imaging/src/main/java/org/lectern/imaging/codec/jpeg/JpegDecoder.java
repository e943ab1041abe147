package org.lectern.imaging.codec.jpeg;

import java.lang.foreign.MemorySegment;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** JPEG baseline, extended, progressive and lossless, ITU-T T.81. */
public final class JpegDecoder implements FrameDecoder {
    /** A decoder. */
    public JpegDecoder() {}

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        throw new CodecException("This transfer syntax is not decoded yet", -1);
    }
}
