package org.lectern.imaging.codec.rle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/**
 * RLE Lossless, PS3.5 Annex G.
 *
 * <p>A frame is split into byte planes, one segment each: for every sample of a pixel its bytes, most significant
 * first. All segments are unpacked side by side, a chunk of pixels at a time, and woven into little-endian pixels.
 *
 * <p>Runs may cross the ends of rows, which Annex G.3.1 forbids and some encoders do; what a segment holds beyond the
 * last pixel is ignored. A segment that ends early is an error: no pixel is made up.
 */
public final class RleDecoder implements FrameDecoder {
    private static final int CHUNK = 8192;
    private static final int HEADER_BYTES = 64;
    private static final int MAX_SEGMENTS = 15;
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** A decoder. */
    public RleDecoder() {}

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        RleSegment[] segments = segments(frame, layout);
        if (layout.samplesPerPixel() == 1 && layout.bitsAllocated() == 16) {
            weaveShorts(segments, layout.frameSamples(), samples);
        } else {
            weaveBytes(segments, layout, samples);
        }
        PhotometricInterpretation photometric = layout.photometric();
        return photometric == PhotometricInterpretation.YBR_FULL_422 ? PhotometricInterpretation.YBR_FULL : photometric;
    }

    /** The header of 16 little-endian words: how many segments, and where each begins (G.5). */
    private static RleSegment[] segments(EncodedFrame frame, PixelLayout layout) throws CodecException {
        byte[] bytes = new byte[HEADER_BYTES];
        int length = frame.read(0, bytes, 0, HEADER_BYTES);
        if (length < HEADER_BYTES) {
            throw new CodecException("The RLE header of 64 bytes is cut short", length);
        }
        MemorySegment header = MemorySegment.ofArray(bytes);
        int count = word(header, 0);
        int expected = layout.samplesPerPixel() * layout.sampleBytes();
        if (count != expected || count > MAX_SEGMENTS) {
            throw new CodecException(
                    "The RLE frame has %d segments where %d samples of %d bit need %d"
                            .formatted(count & 0xffffffffL, layout.samplesPerPixel(), layout.bitsAllocated(), expected),
                    0);
        }
        if (layout.bitsAllocated() == 1 && count > 1) {
            throw new CodecException("RLE frames of several one-bit samples a pixel are not supported", 0);
        }
        RleSegment[] segments = new RleSegment[count];
        for (int i = 0; i < count; i++) {
            long start = word(header, i + 1) & 0xffffffffL;
            long end = i + 1 < count ? word(header, i + 2) & 0xffffffffL : frame.size();
            if (start < HEADER_BYTES || end < start || end > frame.size()) {
                throw new CodecException(
                        "RLE segment %d spans bytes %d to %d of a frame of %d".formatted(i, start, end, frame.size()),
                        4L * (i + 1));
            }
            segments[i] = new RleSegment(frame, start, end);
        }
        return segments;
    }

    private static int word(MemorySegment header, int index) {
        return header.get(
                ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), index * (long) Integer.BYTES);
    }

    private static void weaveShorts(RleSegment[] segments, long pixels, MemorySegment samples) throws CodecException {
        int chunk = (int) Math.min(CHUNK, pixels);
        byte[] high = new byte[chunk];
        byte[] low = new byte[chunk];
        short[] woven = new short[chunk];
        for (long done = 0; done < pixels; done += chunk) {
            int length = (int) Math.min(chunk, pixels - done);
            segments[0].unpack(high, length);
            segments[1].unpack(low, length);
            for (int i = 0; i < length; i++) {
                woven[i] = (short) (high[i] << 8 | low[i] & 0xff);
            }
            MemorySegment.copy(woven, 0, samples, SHORT, done * Short.BYTES, length);
        }
    }

    private static void weaveBytes(RleSegment[] segments, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        int stride = segments.length;
        int sampleBytes = layout.sampleBytes();
        long pixels = layout.bitsAllocated() == 1 ? layout.frameBytes() : (long) layout.rows() * layout.columns();
        int chunk = (int) Math.min(CHUNK, pixels);
        byte[] plane = new byte[chunk];
        byte[] woven = stride == 1 ? plane : new byte[chunk * stride];
        for (long done = 0; done < pixels; done += chunk) {
            int length = (int) Math.min(chunk, pixels - done);
            for (int segment = 0; segment < stride; segment++) {
                segments[segment].unpack(plane, length);
                int place = segment / sampleBytes * sampleBytes + sampleBytes - 1 - segment % sampleBytes;
                if (stride > 1) {
                    scatter(plane, length, woven, place, stride);
                }
            }
            MemorySegment.copy(woven, 0, samples, ValueLayout.JAVA_BYTE, done * stride, length * stride);
        }
    }

    private static void scatter(byte[] plane, int length, byte[] woven, int place, int stride) {
        for (int i = 0, j = place; i < length; i++, j += stride) {
            woven[j] = plane[i];
        }
    }
}
