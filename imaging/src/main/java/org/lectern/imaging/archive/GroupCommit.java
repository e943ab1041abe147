package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits objects in groups as they come: at once when the last commit is {@value #INTERVAL_MILLIS} ms ago, else when that
 * time is over or the group is large. One task on the executor does so while there is something to do; in between it
 * waits for the medium to have what was committed before its bytes were forced.
 *
 * <p>A commit that fails keeps its objects waiting; {@link #check} tells those who bring more.
 */
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    static final int INTERVAL_MILLIS = 80;
    private static final int GROUP_OBJECTS = 256;
    private static final long GROUP_BYTES = 128L << 20;
    private static final long UNSETTLED_BYTES = 256L << 20;
    private static final long LIMITS_BYTES = 64L << 20;

    private final LocalArchive archive;
    private final ObjectStore store;
    private final Path folder;
    private final Executor io;
    private final ReentrantLock committing = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Staged> unsettled = new ArrayDeque<>();
    private final List<String> forced = new ArrayList<>();
    private List<Staged> waiting = new ArrayList<>();
    private long waitingBytes;
    private long unsettledBytes;
    private long sinceLimits = LIMITS_BYTES;
    private long lastCommit;
    private boolean works;
    private boolean closing;
    private boolean isUnsure;
    private @Nullable IOException failure;

    GroupCommit(LocalArchive archive, ObjectStore store, Path folder, Executor io) {
        this.archive = archive;
        this.store = store;
        this.folder = folder;
        this.io = io;
        this.lastCommit = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
    }

    /** Fails when the last commit failed and does again. */
    void check() throws IOException {
        boolean failed;
        lock.lock();
        try {
            failed = failure != null;
        } finally {
            lock.unlock();
        }
        if (failed) {
            commit();
        }
    }

    void add(Staged staged) {
        boolean start;
        lock.lock();
        try {
            waiting.add(staged);
            waitingBytes += staged.bytes();
            changed.signalAll();
            start = !works;
            works = true;
        } finally {
            lock.unlock();
        }
        if (start) {
            start();
        }
    }

    private void start() {
        try {
            io.execute(this::work);
        } catch (RejectedExecutionException ending) {
            LOG.debug("no task for commits any more; closing commits");
            stopWorking();
        }
    }

    private enum Step {
        COMMIT,
        SETTLE,
        END
    }

    private void work() {
        try {
            for (Step step = next(); step != Step.END; step = next()) {
                if (step == Step.COMMIT) {
                    commit();
                } else {
                    settleOne();
                }
            }
        } catch (IOException e) {
            LOG.warn("archive: received objects could not be committed; they wait", e);
            stopWorking();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopWorking();
        } catch (RuntimeException e) {
            stopWorking();
            throw e;
        }
    }

    private void stopWorking() {
        lock.lock();
        try {
            works = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Step next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                long left = lastCommit + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS) - System.nanoTime();
                boolean full = waiting.size() >= GROUP_OBJECTS || waitingBytes >= GROUP_BYTES;
                if (!waiting.isEmpty() && (left <= 0 || full || closing)) {
                    return Step.COMMIT;
                }
                if (!unsettled.isEmpty() && (waiting.isEmpty() || unsettledBytes > UNSETTLED_BYTES)) {
                    return Step.SETTLE;
                }
                if (waiting.isEmpty()) {
                    works = false;
                    changed.signalAll();
                    return Step.END;
                }
                changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Commits all that waits. */
    void flush() throws IOException {
        commit();
    }

    private void commit() throws IOException {
        boolean committed;
        committing.lock();
        try {
            List<Staged> group = take();
            committed = !group.isEmpty();
            if (committed) {
                commit(group);
            }
        } finally {
            committing.unlock();
        }
        if (committed) {
            archive.changed();
            keepLimits();
        }
    }

    private void keepLimits() throws IOException {
        boolean due;
        committing.lock();
        try {
            due = sinceLimits >= LIMITS_BYTES;
            sinceLimits = due ? 0 : sinceLimits;
        } finally {
            committing.unlock();
        }
        if (due) {
            archive.keepLimits();
        }
    }

    private List<Staged> take() {
        lock.lock();
        try {
            List<Staged> group = waiting;
            waiting = new ArrayList<>();
            waitingBytes = 0;
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void commit(List<Staged> group) throws IOException {
        Commit commit = new Commit(archive::placeOf, store, archive::index, folder);
        boolean done = false;
        try {
            commit.run(group);
            done = true;
            sinceLimits += group.stream().mapToLong(Staged::bytes).sum();
        } catch (IOException e) {
            setFailure(e);
            throw e;
        } finally {
            List<Staged> settled = done ? group : commit.lost();
            settled.forEach(archive.arriving()::settled);
            lock.lock();
            try {
                lastCommit = System.nanoTime();
                if (done) {
                    failure = null;
                    expectSettling(group);
                } else {
                    isUnsure |= commit.isUnsure();
                    group.stream()
                            .filter(object -> !settled.contains(object))
                            .map(commit::asItLies)
                            .forEach(this::keepWaiting);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void setFailure(IOException e) {
        lock.lock();
        try {
            failure = e;
        } finally {
            lock.unlock();
        }
    }

    private void keepWaiting(Staged staged) {
        waiting.add(staged);
        waitingBytes += staged.bytes();
    }

    private void expectSettling(List<Staged> group) {
        for (Staged staged : group) {
            if (!staged.settled()) {
                unsettled.add(staged);
                unsettledBytes += staged.bytes();
            }
        }
    }

    /** Waits until one more object lies on the medium; after the last one the index says so of all. */
    private void settleOne() throws IOException {
        Staged next;
        lock.lock();
        try {
            next = unsettled.poll();
            if (next != null) {
                unsettledBytes -= next.bytes();
            }
        } finally {
            lock.unlock();
        }
        List<String> done = List.of();
        committing.lock();
        try {
            if (next != null) {
                store.forceIfThere(next.place());
                forced.add(next.object().sopUid());
            }
            if (isSettled()) {
                done = List.copyOf(forced);
                forced.clear();
            }
        } finally {
            committing.unlock();
        }
        if (!done.isEmpty()) {
            archive.settle(done);
        }
    }

    private boolean isSettled() {
        lock.lock();
        try {
            return unsettled.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing waits, so that the incoming folder is of no more use. */
    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty() && !isUnsure;
        } finally {
            lock.unlock();
        }
    }

    /** Commits what waits and lets the work come to its end. */
    void close() throws IOException {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            while (works) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        commit();
        while (!isSettled()) {
            settleOne();
        }
    }
}
