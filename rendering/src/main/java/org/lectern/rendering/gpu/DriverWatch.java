package org.lectern.rendering.gpu;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Remembers over the end of the process whether the graphics driver was at work: a byte in a file, mapped into memory, so
 * that it says so even when the driver takes the whole process down with it.
 */
public final class DriverWatch {
    private static final byte AT_WORK = 1;

    private final MemorySegment mark;
    private final boolean crashed;

    private DriverWatch(MemorySegment mark) {
        this.mark = mark;
        this.crashed = mark.get(ValueLayout.JAVA_BYTE, 0) == AT_WORK;
        mark.set(ValueLayout.JAVA_BYTE, 0, (byte) 0);
    }

    /** A watch that remembers nothing. */
    public static DriverWatch forgetful() {
        return new DriverWatch(MemorySegment.ofArray(new byte[1]));
    }

    /** A watch that remembers in a file, which is made when it is not there. */
    public static DriverWatch in(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new DriverWatch(channel.map(FileChannel.MapMode.READ_WRITE, 0, 1, Arena.ofAuto()));
        }
    }

    /** Whether the last process ended while the driver was at work. */
    public boolean crashed() {
        return crashed;
    }

    void begin() {
        mark.set(ValueLayout.JAVA_BYTE, 0, AT_WORK);
    }

    void end() {
        mark.set(ValueLayout.JAVA_BYTE, 0, (byte) 0);
    }
}
