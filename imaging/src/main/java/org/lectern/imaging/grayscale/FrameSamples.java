package org.lectern.imaging.grayscale;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;
import org.lectern.imaging.pixel.SampleFormat;

/**
 * One decoded frame to read from; whoever decoded it owns the memory.
 *
 * @param photometric how the samples are to be read now, which a decoder may have changed from what the layout says
 * @param floating whether the samples are floats (32 bits) or doubles (64 bits)
 * @param samples little-endian, bits-allocated wide, colour-by-pixel
 */
public record FrameSamples(
        PixelLayout layout, PhotometricInterpretation photometric, boolean floating, MemorySegment samples) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Refuses memory that does not hold the frame. */
    public FrameSamples {
        if (samples.byteSize() < layout.frameBytes()) {
            throw new IllegalArgumentException(
                    "A frame of %d bytes in a segment of %d".formatted(layout.frameBytes(), samples.byteSize()));
        }
        if (floating && layout.bitsAllocated() != 32 && layout.bitsAllocated() != 64) {
            throw new IllegalArgumentException("Float samples of " + layout.bitsAllocated() + " bits");
        }
    }

    /** Integer samples. */
    public static FrameSamples of(PixelLayout layout, PhotometricInterpretation photometric, MemorySegment samples) {
        return new FrameSamples(layout, photometric, false, samples);
    }

    /** A frame that was decoded from an image. */
    public static FrameSamples of(ImagePixels image, PhotometricInterpretation photometric, MemorySegment samples) {
        return new FrameSamples(image.layout(), photometric, image.format() != SampleFormat.INTEGER, samples);
    }

    /** Rows of pixels. */
    public int rows() {
        return layout.rows();
    }

    /** Pixels in a row. */
    public int columns() {
        return layout.columns();
    }

    /** The sample's bits as they lie, at most 32; not for floats. */
    public int raw(long index) {
        return switch (layout.bitsAllocated()) {
            case 1 -> samples.get(ValueLayout.JAVA_BYTE, index >> 3) >> (index & 7) & 1;
            case 8 -> Byte.toUnsignedInt(samples.get(ValueLayout.JAVA_BYTE, index));
            case 16 -> Short.toUnsignedInt(samples.get(SHORT, index * 2));
            case 24 ->
                Short.toUnsignedInt(samples.get(SHORT, index * 3))
                        | Byte.toUnsignedInt(samples.get(ValueLayout.JAVA_BYTE, index * 3 + 2)) << 16;
            case 32 -> samples.get(INT, index * 4);
            default -> throw new IllegalStateException("Samples of " + layout.bitsAllocated() + " bits as an int");
        };
    }

    /** The stored value: bits stored below the high bit, signed where the layout says so. */
    public double stored(long index) {
        if (floating) {
            return layout.bitsAllocated() == 32
                    ? Float.intBitsToFloat(samples.get(INT, index * 4))
                    : Double.longBitsToDouble(samples.get(LONG, index * 8));
        }
        return layout.bitsAllocated() <= 32 ? storedOf(layout, raw(index)) : wide(index);
    }

    /** The stored value of the pixel at a column and row; the first sample where there are several. */
    public double stored(int column, int row) {
        return stored(((long) row * layout.columns() + column) * layout.samplesPerPixel());
    }

    /** The stored value in the bits of a sample of at most 32 bits. */
    public static double storedOf(PixelLayout layout, int raw) {
        int left = 31 - layout.highBit();
        int right = 32 - layout.bitsStored();
        return layout.signed() ? raw << left >> right : Integer.toUnsignedLong(raw << left >>> right);
    }

    /** A window over everything that the stored values could be after a modality transformation. */
    public Voi.Window fullRange(ModalityTransform modality) {
        int bits = layout.bitsStored();
        double least = layout.signed() ? -Math.scalb(1.0, bits - 1) : 0;
        double most = Math.scalb(1.0, layout.signed() ? bits - 1 : bits) - 1;
        if (modality instanceof ModalityTransform.Table table) {
            return Voi.Window.spanning(0, table.table().maximum(), "full range");
        }
        double one = modality.apply(floating ? 0 : least);
        double other = modality.apply(floating ? 1 : most);
        return Voi.Window.spanning(Math.min(one, other), Math.max(one, other), "full range");
    }

    private double wide(long index) {
        int bytes = layout.sampleBytes();
        long raw = 0;
        for (int i = 0; i < bytes; i++) {
            raw |= (long) Byte.toUnsignedInt(samples.get(ValueLayout.JAVA_BYTE, index * bytes + i)) << 8 * i;
        }
        raw <<= 63 - layout.highBit();
        int right = 64 - layout.bitsStored();
        long value = layout.signed() ? raw >> right : raw >>> right;
        return value >= 0 || layout.signed() ? value : (value >>> 1) * 2.0;
    }
}
