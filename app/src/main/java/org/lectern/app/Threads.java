package org.lectern.app;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * All executors of the process, made in one place and handed to whoever needs them; there is no other thread but the
 * toolkit's own.
 *
 * @param pool fixed platform threads for decoding and drawing
 * @param size how many they are
 * @param io a virtual thread for each file, request or association
 * @param timer one thread that only says when; the work is done elsewhere
 * @param graphics one thread that owns the graphics processor; not begun before it is needed
 */
public record Threads(
        ExecutorService pool, int size, ExecutorService io, ScheduledExecutorService timer, ExecutorService graphics)
        implements AutoCloseable {
    /** The executors of a workstation: one pool thread for each processor. */
    public static Threads start() {
        int size = Math.max(2, Runtime.getRuntime().availableProcessors());
        ThreadFactory daemons =
                Thread.ofPlatform().daemon().name("lectern-pool-", 0).factory();
        return new Threads(
                Executors.newFixedThreadPool(size, daemons),
                size,
                Executors.newVirtualThreadPerTaskExecutor(),
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("lectern-timer").factory()),
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("lectern-graphics").factory()));
    }

    /** Stops what runs, waiting briefly. */
    @Override
    public void close() {
        pool.shutdownNow();
        io.shutdownNow();
        timer.shutdownNow();
        graphics.shutdownNow();
        try {
            if (!pool.awaitTermination(2, TimeUnit.SECONDS)) {
                return; // daemons: the process may end without them
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
