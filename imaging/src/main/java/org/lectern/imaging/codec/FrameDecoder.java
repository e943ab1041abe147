package org.lectern.imaging.codec;

import java.lang.foreign.MemorySegment;
import org.lectern.imaging.codec.imageio.ImageIoDecoder;
import org.lectern.imaging.codec.jpeg.JpegDecoder;
import org.lectern.imaging.codec.jpeg2000.Jpeg2000Decoder;
import org.lectern.imaging.codec.jpegls.JpegLsDecoder;
import org.lectern.imaging.codec.jpegxl.JpegXlDecoder;
import org.lectern.imaging.codec.rle.RleDecoder;
import org.lectern.imaging.pixel.NativeDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** Decodes single frames of one family of transfer syntaxes. Stateless and safe for several threads. */
public sealed interface FrameDecoder
        permits ImageIoDecoder, Jpeg2000Decoder, JpegDecoder, JpegLsDecoder, JpegXlDecoder, NativeDecoder, RleDecoder {
    /**
     * Decodes one frame into its stored samples.
     *
     * <p>The dimensions and component count of the stream are compared with the layout before anything is allocated;
     * on failure the content of {@code samples} is undefined and must not be shown.
     *
     * @param frame the code stream
     * @param layout what the data set says the frame looks like
     * @param samples receives {@code layout.frameBytes()} bytes: little-endian, bits-allocated wide, colour-by-pixel
     * @return how the samples are to be interpreted now: a stream that carries its own colour transform (YBR_RCT,
     *     YBR_ICT) yields RGB, sub-sampled YBR_FULL_422 yields YBR_FULL, everything else what the layout says
     * @throws CodecException when the stream is malformed, disagrees with the layout or is not supported
     */
    PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException;
}
