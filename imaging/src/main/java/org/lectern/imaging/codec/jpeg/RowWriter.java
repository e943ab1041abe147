package org.lectern.imaging.codec.jpeg;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.lectern.imaging.pixel.PixelLayout;

/** Puts rows of samples into the frame: colour-by-pixel, 8 or 16 bits wide, little-endian. */
final class RowWriter {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment samples;
    private final int width;
    private final int components;
    private final boolean wide;
    private final byte[] narrow;
    private final short[] woven;

    RowWriter(PixelLayout layout, MemorySegment samples) {
        this.samples = samples;
        this.components = layout.samplesPerPixel();
        this.width = layout.columns() * components;
        this.wide = layout.bitsAllocated() == 16;
        this.narrow = new byte[wide ? 0 : width];
        this.woven = new short[components > 1 ? width : 0];
    }

    /** Writes a row whose components lie apart. */
    void write(int row, short[][] sources, int[] offsets) {
        if (components == 1) {
            write(row, sources[0], offsets[0]);
            return;
        }
        if (components == 3) {
            weave(sources[0], offsets[0], sources[1], offsets[1], sources[2], offsets[2]);
        } else {
            for (int c = 0; c < components; c++) {
                weave(c, sources[c], offsets[c]);
            }
        }
        write(row, woven, 0);
    }

    private void weave(short[] a, int atA, short[] b, int atB, short[] c, int atC) {
        for (int x = 0, i = 0; i < width; x++, i += 3) {
            woven[i] = a[atA + x];
            woven[i + 1] = b[atB + x];
            woven[i + 2] = c[atC + x];
        }
    }

    private void weave(int component, short[] source, int offset) {
        for (int i = component, x = offset; i < width; i += components, x++) {
            woven[i] = source[x];
        }
    }

    /** Writes a row that is colour-by-pixel already. */
    void write(int row, short[] source, int offset) {
        long at = (long) row * width;
        if (wide) {
            MemorySegment.copy(source, offset, samples, SHORT, at * Short.BYTES, width);
            return;
        }
        for (int i = 0; i < width; i++) {
            narrow[i] = (byte) source[offset + i];
        }
        MemorySegment.copy(narrow, 0, samples, ValueLayout.JAVA_BYTE, at, width);
    }

    /** Writes one component of a row and leaves the others as they are. */
    void merge(int row, int component, short[] source) {
        long at = (long) row * width;
        if (wide) {
            MemorySegment.copy(samples, SHORT, at * Short.BYTES, woven, 0, width);
        } else {
            MemorySegment.copy(samples, ValueLayout.JAVA_BYTE, at, narrow, 0, width);
            for (int i = 0; i < width; i++) {
                woven[i] = narrow[i];
            }
        }
        weave(component, source, 0);
        write(row, woven, 0);
    }
}
