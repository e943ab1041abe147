package org.lectern.imaging.codec.jpeg2000;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.pixel.PixelLayout;

/**
 * Level shift (T.800 G.1.2), clipping to the stream's precision, and the samples' way into the frame.
 *
 * <p>Sub-sampled components are repeated to the frame's grid.
 */
final class SampleWriter {
    private static final int ROWS = 16;

    private final ImageSize size;
    private final PixelLayout layout;
    private final int discardLevels;
    private final Area image;
    private final MemorySegment samples;

    /** A writer of frames with the given layout, already reduced. */
    SampleWriter(ImageSize size, PixelLayout layout, int discardLevels, MemorySegment samples) {
        this.size = size;
        this.layout = layout;
        this.discardLevels = discardLevels;
        this.image = FrameGrid.of(size).reduced(discardLevels);
        this.samples = samples;
    }

    /** Writes the part of the frame that a tile covers. */
    void write(Area tile, List<Plane> planes, Parallel parallel) {
        Area grid = FrameGrid.onGrid(size, tile).reduced(discardLevels);
        parallel.forEach(Math.ceilDiv(grid.height(), ROWS), part -> {
            int to = Math.min(grid.y1(), grid.y0() + (part + 1) * ROWS);
            int[] line = new int[grid.width()];
            byte[] bytes = new byte[grid.width() * layout.samplesPerPixel() * layout.sampleBytes()];
            for (int y = grid.y0() + part * ROWS; y < to; y++) {
                for (int c = 0; c < planes.size(); c++) {
                    line(planes.get(c), c, y, grid, line);
                    pack(line, c, bytes);
                }
                put(bytes, grid, y);
            }
        });
    }

    /** One row of a component on the frame's grid, shifted and clipped. */
    private void line(Plane plane, int c, int y, Area grid, int[] line) {
        Area area = plane.area();
        int stepX = size.stepX()[c] / FrameGrid.stepX(size);
        int stepY = size.stepY()[c] / FrameGrid.stepY(size);
        int row = Math.clamp(y / stepY - area.y0(), 0, Math.max(0, area.height() - 1)) * area.width();
        boolean signed = size.signed()[c];
        int precision = size.precision()[c];
        int shift = signed ? 0 : 1 << precision - 1;
        int minimum = signed ? -1 << precision - 1 : 0;
        int maximum = (int) ((1L << (signed ? precision - 1 : precision)) - 1);
        if (area.isEmpty()) {
            Arrays.fill(line, shift);
            return;
        }
        for (int i = 0; i < line.length; i++) {
            int x = i;
            if (stepX > 1) {
                x = Math.clamp((grid.x0() + i) / stepX - area.x0(), 0, area.width() - 1);
            }
            long value = plane.reversible() ? plane.ints()[row + x] : (long) Math.rint(plane.floats()[row + x]);
            line[i] = Math.clamp(value + shift, minimum, maximum);
        }
    }

    private void pack(int[] line, int c, byte[] bytes) {
        int width = layout.sampleBytes();
        int step = layout.samplesPerPixel() * width;
        int at = c * width;
        if (width == 1) {
            for (int value : line) {
                bytes[at] = (byte) value;
                at += step;
            }
        } else if (width == 2) {
            for (int value : line) {
                bytes[at] = (byte) value;
                bytes[at + 1] = (byte) (value >> 8);
                at += step;
            }
        } else {
            for (int value : line) {
                for (int b = 0; b < width; b++) {
                    bytes[at + b] = (byte) (value >> Math.min(31, 8 * b));
                }
                at += step;
            }
        }
    }

    private void put(byte[] bytes, Area grid, int y) {
        long first = (long) (y - image.y0()) * layout.columns() + grid.x0() - image.x0();
        if (layout.bitsAllocated() > 1) {
            long at = first * layout.samplesPerPixel() * layout.sampleBytes();
            MemorySegment.copy(bytes, 0, samples, ValueLayout.JAVA_BYTE, at, bytes.length);
            return;
        }
        synchronized (this) { // neighbouring rows share a byte
            for (int i = 0; i < bytes.length; i++) {
                long bit = first * layout.samplesPerPixel() + i;
                int old = samples.get(ValueLayout.JAVA_BYTE, bit >> 3) & ~(1 << (bit & 7));
                int value = bytes[i] == 0 ? old : old | 1 << (bit & 7);
                samples.set(ValueLayout.JAVA_BYTE, bit >> 3, (byte) value);
            }
        }
    }
}
