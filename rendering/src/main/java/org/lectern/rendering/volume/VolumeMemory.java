package org.lectern.rendering.volume;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lectern.imaging.cache.FrameCache;

/** Who grants the bytes of a volume. */
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

    /** Under the budget of the image memory. */
    static VolumeMemory of(FrameCache cache, String volume) {
        return bytes -> {
            FrameCache.Lease lease = cache.reserve(volume, bytes);
            return new Allocation(lease.bytes(), lease::close);
        };
    }

    /**
     * Grants a writable region usable by all threads.
     *
     * @throws IOException when the budget has no room for it
     */
    Allocation allocate(long bytes) throws IOException;

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
