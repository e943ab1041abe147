package org.lectern.imaging.codec.jpegxl;

import java.lang.foreign.MemorySegment;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** JPEG XL, ISO/IEC 18181-1. */
public final class JpegXlDecoder implements FrameDecoder {
    /** A decoder. */
    public JpegXlDecoder() {}

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        throw new CodecException("This transfer syntax is not decoded yet", -1);
    }
}
