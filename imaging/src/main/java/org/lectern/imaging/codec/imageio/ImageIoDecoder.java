package org.lectern.imaging.codec.imageio;

import java.lang.foreign.MemorySegment;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** ImageIO reader plug-ins that a site adds to the class path. */
public final class ImageIoDecoder implements FrameDecoder {
    /** A decoder. */
    public ImageIoDecoder() {}

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        throw new CodecException("This transfer syntax is not decoded yet", -1);
    }
}
