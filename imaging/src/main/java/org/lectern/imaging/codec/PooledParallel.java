package org.lectern.imaging.codec;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Parts run on the calling thread and on as many helpers of an executor as are granted and come in time. The caller
 * never waits for a helper that has not begun, so that calls from within the executor cannot starve.
 */
public final class PooledParallel implements Parallel {
    private final Executor executor;
    private final int threads;

    /**
     * Parts on up to so many threads.
     *
     * @param threads the calling thread included
     */
    public PooledParallel(Executor executor, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads can do no work");
        }
        this.executor = executor;
        this.threads = threads;
    }

    @Override
    public void forEach(int count, IntConsumer part) {
        Run run = new Run(count, part);
        int helpers = Math.min(threads, count) - 1;
        for (int i = 0; i < helpers; i++) {
            try {
                executor.execute(run::help);
            } catch (RejectedExecutionException e) {
                break; // the executor is closing: the caller does the work
            }
        }
        run.work();
        run.awaitHelpers();
    }

    private static final class Run {
        private final int count;
        private final IntConsumer part;
        private final AtomicInteger next = new AtomicInteger();
        private final Object lock = new Object();
        private int helping;
        private boolean over;
        private @Nullable Throwable failure;

        Run(int count, IntConsumer part) {
            this.count = count;
            this.part = part;
        }

        void help() {
            synchronized (lock) {
                if (over) {
                    return;
                }
                helping++;
            }
            try {
                work();
            } finally {
                synchronized (lock) {
                    helping--;
                    lock.notifyAll();
                }
            }
        }

        void work() {
            try {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    part.accept(i);
                }
            } catch (RuntimeException | Error e) {
                next.set(count);
                synchronized (lock) {
                    if (failure == null) {
                        failure = e;
                    }
                }
            }
        }

        void awaitHelpers() {
            boolean interrupted = false;
            Throwable thrown;
            synchronized (lock) {
                over = true;
                while (helping > 0) {
                    try {
                        lock.wait();
                    } catch (InterruptedException e) {
                        interrupted = true; // memory in use by helpers must not be given back before they end
                    }
                }
                thrown = failure;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
            if (thrown instanceof Error error) {
                throw error;
            }
        }
    }
}
