package org.lectern.imaging.dimse.association;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/**
 * Ends what the socket itself cannot time out: a write that the peer does not take, and work that goes on although it was
 * cancelled. One virtual thread, asleep nearly always.
 */
final class Watchdog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Duration stall;
    private final Connection connection;
    private volatile long writingSince;
    private volatile boolean writing;
    private long cancelledAt;
    private Optional<Duration> grace = Optional.empty();
    private NetworkException graceReason = cancelled();
    private boolean over;
    private Optional<NetworkException> reason = Optional.empty();

    Watchdog(Connection connection, Duration stall) {
        this.connection = connection;
        this.stall = stall;
    }

    void start(ExecutorService io) throws NetworkException {
        try {
            io.execute(this::watch);
        } catch (RejectedExecutionException e) {
            connection.close();
            throw new NetworkException(Problem.CANCELLED, "The program is ending", "", e);
        }
    }

    private void watch() {
        lock.lock();
        try {
            while (!over) {
                if (changed.awaitNanos(nextLook()) <= 0) {
                    look();
                }
            }
        } catch (InterruptedException e) {
            kill(new NetworkException(Problem.CANCELLED, "The program is ending", ""));
        } finally {
            lock.unlock();
        }
    }

    private long nextLook() {
        long regular = Math.max(stall.toNanos() / 4, 1_000_000);
        return grace.map(time -> Math.max(1, Math.min(regular, cancelledAt + time.toNanos() - System.nanoTime())))
                .orElse(regular);
    }

    private void look() {
        long now = System.nanoTime();
        if (grace.isPresent() && now - cancelledAt >= grace.get().toNanos()) {
            kill(graceReason);
        } else if (writing && now - writingSince >= stall.toNanos()) {
            kill(new NetworkException(
                    Problem.TIMED_OUT,
                    "%s has taken nothing more for %s".formatted(connection.peer(), Words.duration(stall)),
                    "The line or the peer is stuck; try again."));
        }
    }

    private static NetworkException cancelled() {
        return new NetworkException(Problem.CANCELLED, "Cancelled", "");
    }

    static NetworkException tooSlow(String peer) {
        return new NetworkException(Problem.TIMED_OUT, peer + " did not take part in TLS in time", "");
    }

    /** Ends the connection; whoever reads or writes fails and finds the reason here. */
    void kill(NetworkException why) {
        lock.lock();
        try {
            if (reason.isEmpty() && !over) {
                reason = Optional.of(why);
            }
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        connection.close();
    }

    /** Kills what was cancelled after a time unless {@link #end} comes first. */
    void killAfter(Duration time) {
        killAfter(time, cancelled());
    }

    /** Kills after a time unless {@link #end} or {@link #spare} comes first. */
    void killAfter(Duration time, NetworkException why) {
        lock.lock();
        try {
            cancelledAt = System.nanoTime();
            grace = Optional.of(time);
            graceReason = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Kills no longer. */
    void spare() {
        lock.lock();
        try {
            grace = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    void writing(boolean begins) {
        if (begins) {
            writingSince = System.nanoTime();
        }
        writing = begins;
    }

    Optional<NetworkException> reason() {
        lock.lock();
        try {
            return reason;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
