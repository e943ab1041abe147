package org.lectern.imaging.grayscale;

import java.lang.foreign.MemorySegment;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** Small frames for tests. */
final class Frames {
    private Frames() {}

    static PixelLayout layout(int rows, int columns, int allocated, int stored, boolean signed) {
        return new PixelLayout(
                rows, columns, 1, allocated, stored, stored - 1, signed, PhotometricInterpretation.MONOCHROME2, false);
    }

    /** One row of 16-bit samples. */
    static FrameSamples words(int stored, boolean signed, int... values) {
        byte[] bytes = new byte[values.length * 2];
        for (int i = 0; i < values.length; i++) {
            bytes[2 * i] = (byte) values[i];
            bytes[2 * i + 1] = (byte) (values[i] >> 8);
        }
        PixelLayout layout = layout(1, values.length, 16, stored, signed);
        return FrameSamples.of(layout, layout.photometric(), MemorySegment.ofArray(bytes));
    }

    /** One row of pixels of so many 8-bit samples. */
    static FrameSamples bytes(PhotometricInterpretation photometric, int samplesPerPixel, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        PixelLayout layout = new PixelLayout(
                1, values.length / samplesPerPixel, samplesPerPixel, 8, 8, 7, false, photometric, false);
        return FrameSamples.of(layout, photometric, MemorySegment.ofArray(bytes));
    }
}
