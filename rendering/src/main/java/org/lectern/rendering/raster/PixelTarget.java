package org.lectern.rendering.raster;

import java.lang.foreign.MemorySegment;
import java.nio.IntBuffer;

/**
 * Where a picture goes: {@code 0xAARRGGBB} ints, premultiplied, row by row without gaps, as a JavaFX PixelBuffer of the
 * format IntArgbPre or ByteBgraPre has them.
 */
public record PixelTarget(MemorySegment pixels, int width, int height) {
    /** Refuses memory that does not hold the picture. */
    public PixelTarget {
        if (width <= 0 || height <= 0 || pixels.byteSize() < 4L * width * height) {
            throw new IllegalArgumentException(
                    "%d × %d pixels in %d bytes".formatted(width, height, pixels.byteSize()));
        }
    }

    /** A buffer from its position on. */
    public static PixelTarget of(IntBuffer buffer, int width, int height) {
        return new PixelTarget(MemorySegment.ofBuffer(buffer), width, height);
    }

    /** An array. */
    public static PixelTarget of(int[] pixels, int width, int height) {
        return new PixelTarget(MemorySegment.ofArray(pixels), width, height);
    }
}
