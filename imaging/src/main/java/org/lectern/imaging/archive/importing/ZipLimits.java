package org.lectern.imaging.archive.importing;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may come out of one ZIP archive, nested ones included. What entries declare about their size is not believed;
 * the bytes are counted as they come.
 */
final class ZipLimits {
    /** Most entries of one archive. */
    static final int MAX_ENTRIES = 500_000;

    /** Archives within archives. */
    static final int MAX_DEPTH = 2;

    private static final long ENTRY_BYTES = 8L << 30;
    private static final long TOTAL_BYTES = 64L << 30;
    private static final long FREE_BYTES = 64L << 20; // below this no ratio is suspicious
    private static final long RATIO = 200;

    private final long allowed;
    private final AtomicLong used = new AtomicLong();

    ZipLimits(long zipBytes) {
        this.allowed = Math.min(TOTAL_BYTES, FREE_BYTES + zipBytes * RATIO);
    }

    /** An archive that would expand beyond the limits. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1;

        Exceeded(String message) {
            super(message);
        }

        String remedy() {
            return "If it is genuine, unpack it with another program and import the folder";
        }
    }

    /** Counts bytes that came out of an entry. */
    void count(long bytes, long entryBytes, long entryCompressed) throws Exceeded {
        if (entryBytes > ENTRY_BYTES) {
            throw new Exceeded("an entry expands to more than %d GiB".formatted(ENTRY_BYTES >> 30));
        }
        if (entryBytes > FREE_BYTES && entryBytes / RATIO > Math.max(1, entryCompressed)) {
            throw new Exceeded("an entry expands to more than %d times its compressed size".formatted(RATIO));
        }
        if (used.addAndGet(bytes) > allowed) {
            throw new Exceeded("the archive expands to more than %d MiB, far beyond its size".formatted(allowed >> 20));
        }
    }
}
