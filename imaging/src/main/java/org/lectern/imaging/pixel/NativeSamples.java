package org.lectern.imaging.pixel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.lectern.imaging.dictionary.VR;

/**
 * Uncompressed pixel cells as they lie in a file (PS3.5 section 8.1.1 and Annex D) to the form of a decoded frame.
 *
 * @param layout what a decoded frame looks like
 * @param cellBits Bits Allocated as declared: 12 where cells are packed, else the layout's
 * @param order byte order of the cells
 * @param vr OB or OW, which differ in what a big-endian file swaps
 * @param halfChrominance whether each two neighbours in a row lie as Y1 Y2 CB CR (PS3.3 C.7.6.3.1.2, YBR_FULL_422)
 */
record NativeSamples(PixelLayout layout, int cellBits, ByteOrder order, VR vr, boolean halfChrominance) {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    /** Bits that one frame takes in the file. */
    long frameBits() {
        long pairs = (long) layout.rows() * ((layout.columns() + 1) / 2);
        return halfChrominance ? pairs * 4 * cellBits : layout.frameSamples() * cellBits;
    }

    /** Whether the bytes in the file are already those of a decoded frame. */
    boolean isDirect(long firstBit) {
        return firstBit % 8 == 0
                && !halfChrominance
                && !layout.planar()
                && cellBits == layout.bitsAllocated()
                && swapBytes() == 1;
    }

    /** Bytes that a big-endian file swaps as a unit, 1 where it swaps nothing. */
    int swapBytes() {
        if (order == ByteOrder.LITTLE_ENDIAN) {
            return 1;
        }
        return cellBits > 12 ? cellBits / 8 : vr == VR.OW || cellBits == 12 ? 2 : 1;
    }

    /** The interpretation of what {@link #copy} yields. */
    PhotometricInterpretation photometric() {
        return layout.photometric() == PhotometricInterpretation.YBR_FULL_422
                ? PhotometricInterpretation.YBR_FULL
                : layout.photometric();
    }

    /**
     * Copies one frame.
     *
     * @param cells from a word boundary on, where the file is big-endian
     * @param firstBit where the frame begins in them
     */
    void copy(MemorySegment cells, long firstBit, MemorySegment samples) {
        int swap = swapBytes();
        if (swap == 1) {
            arrange(cells, firstBit, samples);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment swapped = arena.allocate(cells.byteSize());
            swap(cells, swapped, swap);
            arrange(swapped, firstBit, samples);
        }
    }

    private void arrange(MemorySegment cells, long firstBit, MemorySegment samples) {
        MemorySegment from = cells.asSlice(firstBit / 8);
        if (layout.bitsAllocated() == 1) {
            shiftBits(from, (int) (firstBit % 8), samples);
        } else if (cellBits == 12) {
            unpack12(from, (int) (firstBit % 8), samples);
        } else if (halfChrominance) {
            spread(from, samples);
        } else if (layout.planar()) {
            interleave(from, samples);
        } else {
            MemorySegment.copy(from, 0, samples, 0, layout.frameBytes());
        }
    }

    private static void swap(MemorySegment source, MemorySegment target, int width) {
        long size = source.byteSize();
        long whole = size - size % width;
        for (long i = 0; i < whole; i += width) {
            switch (width) {
                case 2 -> target.set(SHORT, i, Short.reverseBytes(source.get(SHORT, i)));
                case 4 -> target.set(INT, i, Integer.reverseBytes(source.get(INT, i)));
                case 8 -> target.set(LONG, i, Long.reverseBytes(source.get(LONG, i)));
                default -> {
                    for (int b = 0; b < width; b++) {
                        target.set(BYTE, i + b, source.get(BYTE, i + width - 1 - b));
                    }
                }
            }
        }
        MemorySegment.copy(source, whole, target, whole, size - whole);
    }

    /** One-bit frames follow each other without a gap, so that most begin within a byte. */
    private void shiftBits(MemorySegment source, int shift, MemorySegment target) {
        long bytes = layout.frameBytes();
        long available = source.byteSize();
        for (long i = 0; i < bytes; i++) {
            int low = Byte.toUnsignedInt(source.get(BYTE, i));
            int high = shift > 0 && i + 1 < available ? Byte.toUnsignedInt(source.get(BYTE, i + 1)) : 0;
            target.set(BYTE, i, (byte) ((high << 8 | low) >> shift));
        }
        int used = (int) (layout.frameSamples() % 8);
        if (used > 0) {
            target.set(BYTE, bytes - 1, (byte) (target.get(BYTE, bytes - 1) & (1 << used) - 1));
        }
    }

    private void unpack12(MemorySegment source, int shift, MemorySegment target) {
        long bit = shift;
        for (long i = 0; i < layout.frameSamples(); i++, bit += 12) {
            long at = bit / 8;
            int pair = Byte.toUnsignedInt(source.get(BYTE, at)) | Byte.toUnsignedInt(source.get(BYTE, at + 1)) << 8;
            target.set(SHORT, i * 2, (short) (pair >> bit % 8 & 0xFFF));
        }
    }

    private void interleave(MemorySegment source, MemorySegment target) {
        int width = layout.sampleBytes();
        int samples = layout.samplesPerPixel();
        long pixels = (long) layout.rows() * layout.columns();
        for (int sample = 0; sample < samples; sample++) {
            long from = sample * pixels * width;
            long to = (long) sample * width;
            long step = (long) samples * width;
            for (long pixel = 0; pixel < pixels; pixel++, from += width, to += step) {
                copyCell(source, from, target, to, width);
            }
        }
    }

    private void spread(MemorySegment source, MemorySegment target) {
        int width = layout.sampleBytes();
        long from = 0;
        long to = 0;
        for (int row = 0; row < layout.rows(); row++) {
            for (int column = 0; column < layout.columns(); column++, to += 3L * width) {
                copyCell(source, from + column % 2 * (long) width, target, to, width);
                copyCell(source, from + 2L * width, target, to + width, width);
                copyCell(source, from + 3L * width, target, to + 2L * width, width);
                if (column % 2 == 1 || column == layout.columns() - 1) {
                    from += 4L * width;
                }
            }
        }
    }

    private static void copyCell(MemorySegment source, long from, MemorySegment target, long to, int width) {
        switch (width) {
            case 1 -> target.set(BYTE, to, source.get(BYTE, from));
            case 2 -> target.set(SHORT, to, source.get(SHORT, from));
            default -> MemorySegment.copy(source, from, target, to, width);
        }
    }
}
