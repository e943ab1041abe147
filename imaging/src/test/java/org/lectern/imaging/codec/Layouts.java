package org.lectern.imaging.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** Layouts for tests, and decoding onto the heap. */
public final class Layouts {
    private Layouts() {}

    /** One sample a pixel. */
    public static PixelLayout grey(int rows, int columns, int bitsAllocated, int bitsStored) {
        return new PixelLayout(
                rows,
                columns,
                1,
                bitsAllocated,
                bitsStored,
                bitsStored - 1,
                false,
                PhotometricInterpretation.MONOCHROME2,
                false);
    }

    /** Several samples a pixel. */
    public static PixelLayout colour(
            int rows, int columns, int samples, int bitsAllocated, PhotometricInterpretation photometric) {
        return new PixelLayout(
                rows, columns, samples, bitsAllocated, bitsAllocated, bitsAllocated - 1, false, photometric, false);
    }

    /** The decoded bytes, into memory that held something else before. */
    public static byte[] decode(FrameDecoder decoder, byte[] frame, PixelLayout layout, int before)
            throws CodecException {
        MemorySegment samples = MemorySegment.ofArray(new byte[(int) layout.frameBytes()]);
        samples.fill((byte) before);
        decoder.decode(EncodedFrame.of(frame), layout, samples);
        return samples.toArray(ValueLayout.JAVA_BYTE);
    }
}
