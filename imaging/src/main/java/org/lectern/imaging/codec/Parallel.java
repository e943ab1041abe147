package org.lectern.imaging.codec;

import java.util.function.IntConsumer;

/** Runs the independent parts of one frame, such as code-blocks, on however many threads the owner grants. */
public interface Parallel {
    /** One part after the other on the calling thread. */
    Parallel SEQUENTIAL = (count, part) -> {
        for (int i = 0; i < count; i++) {
            part.accept(i);
        }
    };

    /** Runs {@code part} for 0 to {@code count - 1} and returns when all have ended; the first exception is rethrown. */
    void forEach(int count, IntConsumer part);
}
