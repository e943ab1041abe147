package org.lectern.app.retrieval;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work later. Tests let the time pass themselves. */
@FunctionalInterface
public interface Timer {
    /** Work that has not been done yet. */
    @FunctionalInterface
    interface Alarm {
        /** Leaves it, unless it has begun. */
        void cancel();
    }

    /** Runs work once, on a thread where it may take its time. */
    Alarm after(Duration delay, Runnable work);

    /** A timer that ticks with one executor and works with another; when either has ended, nothing happens any more. */
    static Timer of(ScheduledExecutorService ticks, ExecutorService io) {
        Logger log = LoggerFactory.getLogger(Timer.class);
        Runnable nothing = () -> {};
        return (delay, work) -> {
            try {
                Future<?> tick =
                        ticks.schedule(() -> run(io, work, log), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
                return () -> tick.cancel(false);
            } catch (RejectedExecutionException e) {
                log.debug("too late for a timer", e);
                return nothing::run;
            }
        };
    }

    private static void run(ExecutorService io, Runnable work, Logger log) {
        try {
            io.execute(work);
        } catch (RejectedExecutionException e) {
            log.debug("too late for a timer's work", e);
        }
    }
}
