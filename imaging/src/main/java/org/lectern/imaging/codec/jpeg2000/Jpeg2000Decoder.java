package org.lectern.imaging.codec.jpeg2000;

import java.lang.foreign.MemorySegment;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** JPEG 2000 and High-Throughput JPEG 2000, ITU-T T.800 and T.814. */
@SuppressWarnings("DoNotCallSuggester") // until it decodes
public final class Jpeg2000Decoder implements FrameDecoder {
    /** A decoder that stays on the calling thread. */
    public Jpeg2000Decoder() {
        this(Parallel.SEQUENTIAL);
    }

    /** A decoder that spreads the code-blocks of a frame over {@code parallel}. */
    public Jpeg2000Decoder(Parallel parallel) {}

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        return decodeReduced(frame, layout, 0, samples);
    }

    /**
     * What {@link #decodeReduced} yields: the layout with rows and columns halved (rounded up) for each discarded level;
     * no more levels are discarded than every tile of the stream has.
     */
    @SuppressWarnings("DoNotCallSuggester") // until it decodes
    public PixelLayout reducedLayout(EncodedFrame frame, PixelLayout layout, int discardLevels) throws CodecException {
        throw new CodecException("This transfer syntax is not decoded yet", -1);
    }

    /** Decodes at a lower resolution: {@code samples} receives {@code reducedLayout(…).frameBytes()} bytes. */
    @SuppressWarnings("DoNotCallSuggester") // until it decodes
    public PhotometricInterpretation decodeReduced(
            EncodedFrame frame, PixelLayout layout, int discardLevels, MemorySegment samples) throws CodecException {
        throw new CodecException("This transfer syntax is not decoded yet", -1);
    }
}
