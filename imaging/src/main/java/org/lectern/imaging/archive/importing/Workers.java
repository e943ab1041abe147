package org.lectern.imaging.archive.importing;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Runs tasks, a bounded number at once; whoever brings more has to wait. */
final class Workers {
    private final Executor executor;
    private final int count;
    private final Semaphore free;

    Workers(Executor executor, int count) {
        this.executor = executor;
        this.count = count;
        this.free = new Semaphore(count);
    }

    /** Workers that do each task at once on the thread that brings it. */
    static Workers inline() {
        return new Workers(Runnable::run, 1);
    }

    void run(Runnable task) {
        free.acquireUninterruptibly();
        boolean given = false;
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } finally {
                    free.release();
                }
            });
            given = true;
        } finally {
            if (!given) {
                free.release();
            }
        }
    }

    /** Returns when all tasks have ended. */
    void await() {
        free.acquireUninterruptibly(count);
        free.release(count);
    }
}
