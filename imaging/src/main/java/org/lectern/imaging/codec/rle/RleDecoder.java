package org.lectern.imaging.codec.rle;

import java.lang.foreign.MemorySegment;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** RLE Lossless, PS3.5 Annex G. */
public final class RleDecoder implements FrameDecoder {
    /** A decoder. */
    public RleDecoder() {}

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        throw new CodecException("This transfer syntax is not decoded yet", -1);
    }
}
