package org.lectern.imaging.codec.jpeg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The quantised coefficients of one component, kept off the heap while several scans fill them in. One row of
 * blocks, or the few that an interleaved unit spans, is worked on at a time.
 */
final class Coefficients {
    /** The blocks of the rows at hand, 64 coefficients each in natural order. */
    final short[] values;

    private final MemorySegment all;
    private final int blockColumns;
    private final long rowBytes;

    Coefficients(Arena arena, FrameHeader frame, FrameComponent component) {
        this.blockColumns = frame.mcuColumns() * component.horizontal;
        this.rowBytes = blockColumns * 64L * Short.BYTES;
        this.all = arena.allocate(bytes(frame, component), Short.BYTES);
        this.values = new short[blockColumns * 64 * component.vertical];
    }

    static long bytes(FrameHeader frame, FrameComponent component) {
        return 128L * frame.mcuColumns() * component.horizontal * frame.mcuRows() * component.vertical;
    }

    /** Where in {@link #values} a block begins; {@code row} counts from the first row at hand. */
    int offset(int row, int column) {
        return (row * blockColumns + column) * 64;
    }

    void load(int firstRow, int rows) {
        MemorySegment.copy(all, ValueLayout.JAVA_SHORT, firstRow * rowBytes, values, 0, rows * blockColumns * 64);
    }

    void store(int firstRow, int rows) {
        MemorySegment.copy(values, 0, all, ValueLayout.JAVA_SHORT, firstRow * rowBytes, rows * blockColumns * 64);
    }
}
