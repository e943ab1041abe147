package org.lectern.imaging.codec;

import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The parts of one frame, handed out one by one to whichever thread is free. */
final class ParallelRun {
    private final int count;
    private final IntConsumer part;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Phaser running = new Phaser(1);

    ParallelRun(int count, IntConsumer part) {
        this.count = count;
        this.part = part;
    }

    void with(Executor executor, int helpers) {
        try {
            for (int i = 0; i < helpers; i++) {
                executor.execute(this::help);
            }
        } catch (RejectedExecutionException e) {
            next.get(); // a pool that is closing lends nobody: the caller does all
        }
        work();
        running.arriveAndAwaitAdvance();
        switch (failure.get()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
    }

    /** Joins unless all parts are taken, which is when nobody waits for a thread that comes late. */
    private void help() {
        if (next.get() < count && running.register() == 0) {
            work();
            running.arriveAndDeregister();
        }
    }

    private void work() {
        for (int i = next.getAndIncrement(); i < count && failure.get() == null; i = next.getAndIncrement()) {
            try {
                part.accept(i);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }
    }
}
