package org.lectern.imaging.codec;

import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/** Runs the independent parts of one frame, such as code-blocks, on however many threads the owner grants. */
public interface Parallel {
    /** One part after the other on the calling thread. */
    Parallel SEQUENTIAL = (count, part) -> {
        for (int i = 0; i < count; i++) {
            part.accept(i);
        }
    };

    /**
     * The calling thread together with at most {@code threads - 1} of the executor's.
     *
     * <p>The caller takes parts itself and waits only for those that another thread has begun, so that it may be one of
     * the executor's own threads.
     */
    static Parallel on(Executor executor, int threads) {
        return (count, part) -> new ParallelRun(count, part).with(executor, Math.min(threads, count) - 1);
    }

    /** Runs {@code part} for 0 to {@code count - 1} and returns when all have ended; the first exception is rethrown. */
    void forEach(int count, IntConsumer part);
}
