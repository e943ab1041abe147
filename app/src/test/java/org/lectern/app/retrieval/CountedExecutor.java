package org.lectern.app.retrieval;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Virtual threads that a test can wait for: all that was begun and all that this began has ended. */
public final class CountedExecutor extends AbstractExecutorService {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private int running;

    @Override
    public void execute(Runnable command) {
        synchronized (this) {
            running++;
        }
        threads.execute(() -> {
            try {
                command.run();
            } finally {
                ended();
            }
        });
    }

    private synchronized void ended() {
        running--;
        notifyAll();
    }

    /** Waits until nothing runs any more. */
    public void awaitIdle() throws InterruptedException {
        awaitAtMost(0);
    }

    /** Waits until no more than so many pieces of work run, such as those that a test holds back. */
    public synchronized void awaitAtMost(int left) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (running > left) {
            long patience = until - System.nanoTime();
            if (patience <= 0) {
                throw new AssertionError(running + " pieces of work do not end");
            }
            TimeUnit.NANOSECONDS.timedWait(this, patience);
        }
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
