package org.lectern.rendering.volume;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Who grants the bytes of a volume; the owner of the memory budget implements it. */
public interface VolumeMemory {
    /** Without a budget: a shared arena for each volume. */
    VolumeMemory UNLIMITED = bytes -> {
        Arena arena = Arena.ofShared();
        try {
            return new Allocation(arena.allocate(bytes, 64), arena::close);
        } catch (OutOfMemoryError e) {
            arena.close();
            throw new VolumeException("There is not enough memory for a volume of %d MiB".formatted(bytes >> 20));
        }
    };

    /**
     * Grants a zeroed or undefined region usable by all threads.
     *
     * @throws VolumeException when the budget has no room for it
     */
    Allocation allocate(long bytes) throws VolumeException;

    /**
     * Granted memory.
     *
     * @param release gives it back; called once
     */
    record Allocation(MemorySegment segment, Runnable release) implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }
}
