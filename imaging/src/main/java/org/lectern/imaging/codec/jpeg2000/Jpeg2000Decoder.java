package org.lectern.imaging.codec.jpeg2000;

import java.lang.foreign.MemorySegment;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** JPEG 2000 and High-Throughput JPEG 2000, ITU-T T.800 and T.814. */
public final class Jpeg2000Decoder implements FrameDecoder {
    /** A decoder. */
    public Jpeg2000Decoder() {}

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        throw new CodecException("This transfer syntax is not decoded yet", -1);
    }
}
