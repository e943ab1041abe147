package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.Timer;
import org.lectern.app.retrieval.transfer.Job.Stop;

/**
 * The list of transfers: fetching and sending, by priority and then in the order of the list, a bounded number at a time
 * over all and with each site. The list survives the end of the process, whatever ended it: what had not finished goes on
 * with what is missing.
 *
 * <p>Safe for several threads; no call waits for a disk or a network. Listeners hear on a thread of {@code io}, at most ten
 * times a second.
 */
public final class Transfers implements AutoCloseable {
    private static final java.time.Duration NEWS = java.time.Duration.ofMillis(100);
    private static final Comparator<Job> ORDER = Comparator.<Job, Priority>comparing(job -> job.priority)
            .thenComparingDouble(job -> job.position)
            .thenComparingLong(job -> job.id);

    private final Means means;
    private final TransferStore store;
    private final StoreWriter writer;
    private final Dispatcher dispatcher;
    private final Map<Long, Job> jobs = new LinkedHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private long nextId = 1;
    private double nextPosition = 1;
    private boolean isNewsDue;
    private boolean isClosed;

    /**
     * What transfers work with.
     *
     * @param io a virtual thread for each stream
     * @param jitter spreads attempts
     * @param sites the site with a name, unless it is not set up any more; answers at once
     * @param here what of a study is in the local archive
     * @param intake where arrivals go
     * @param pins keeps what is to be sent
     */
    public record Means(
            ExecutorService io,
            Timer timer,
            InstantSource clock,
            RandomGenerator jitter,
            Function<String, Optional<Site>> sites,
            LocalObjects here,
            Intake intake,
            Pins pins,
            TransferLimits limits) {}

    private Transfers(Means means, TransferStore store) {
        this.means = means;
        this.store = store;
        this.writer = new StoreWriter(store, means.io(), this::kept, this::notKept);
        this.dispatcher = new Dispatcher(means, store, this, jobs);
    }

    /** Opens the list in a file, made when it is not there, and goes on with what had not finished. */
    public static Transfers open(Path file, Means means) throws IOException {
        TransferStore store = TransferStore.open(file, means.here().secrecy());
        Transfers transfers = new Transfers(means, store);
        try {
            transfers.notices.addAll(store.notices());
            transfers.load(store.load());
        } catch (IOException e) {
            store.close();
            throw e;
        }
        return transfers;
    }

    private synchronized void load(List<TransferStore.Kept> all) {
        for (TransferStore.Kept kept : all) {
            Job job = new Job(kept.id(), kept.request(), kept.added(), kept.position());
            job.state = kept.state() == State.ACTIVE ? State.WAITING : kept.state();
            job.priority = afterRestart(kept.priority());
            job.objects = kept.objects();
            job.total = kept.total();
            job.words = kept.words();
            job.ended = kept.ended();
            job.isKept = true;
            jobs.put(job.id, job);
            nextId = Math.max(nextId, job.id + 1);
            nextPosition = Math.max(nextPosition, job.position + 1);
            if (isOver(job)) {
                dispatcher.unpin(job); // the last process may have ended before it could
            } else if (job.isSend()) {
                dispatcher.pin(job);
            }
        }
        dispatcher.dispatch();
    }

    /** Nothing is on a screen yet. */
    private static Priority afterRestart(Priority priority) {
        return priority == Priority.ON_SCREEN ? Priority.ASKED : priority;
    }

    private static boolean isOver(Job job) {
        return job.state == State.FINISHED || job.state == State.CANCELLED;
    }

    /**
     * Puts a transfer at the end of the list. A study that is on its way already is not fetched twice: the transfer that
     * is there gets the higher priority of the two.
     *
     * @return the transfer's number
     */
    public synchronized long add(TransferRequest request) {
        Optional<Job> same =
                jobs.values().stream().filter(job -> isSame(job, request)).findFirst();
        if (same.isPresent()) {
            raise(same.get(), request.priority());
            return same.get().id;
        }
        Job job = new Job(nextId++, request, means.clock().instant(), nextPosition++);
        jobs.put(job.id, job);
        if (job.isSend()) {
            dispatcher.pin(job);
        }
        changed(job);
        return job.id;
    }

    private static boolean isSame(Job job, TransferRequest request) {
        return !job.state.isEnd()
                && !job.isSend()
                && request.kind() != TransferRequest.Kind.SEND
                && job.studyUid().equals(request.subject().studyUid())
                && job.request.subject().patientId().equals(request.subject().patientId())
                && (job.request.series().isEmpty() || job.request.series().equals(request.series()));
    }

    /** Waits for the reader's word; what is here stays. */
    public void hold(long id) {
        change(id, job -> job.state == State.WAITING || job.state == State.ACTIVE, job -> stop(job, Stop.HELD));
    }

    /** Goes on after {@link #hold}, or at once instead of after a pause. */
    public void resume(long id) {
        change(id, job -> job.state == State.HELD || job.state == State.WAITING, Transfers::again);
    }

    /** Gives a transfer up; what is here stays. */
    public void cancel(long id) {
        change(id, job -> !isOver(job), job -> stop(job, Stop.CANCELLED));
    }

    /** Tries what failed or was cancelled once more. */
    public void retry(long id) {
        change(id, job -> job.state == State.FAILED || job.state == State.CANCELLED, job -> {
            if (job.isSend()) {
                dispatcher.pin(job);
            }
            again(job);
        });
    }

    private static void again(Job job) {
        job.state = State.WAITING;
        job.nextTry = Optional.empty();
        job.ended = Optional.empty();
        job.attempts = 0;
        job.deadSites.clear();
        job.failedSites.clear();
    }

    private void stop(Job job, Stop why) {
        job.stop = why;
        if (job.streams == 0) {
            dispatcher.stopped(job);
        } else {
            dispatcher.interrupt(job);
        }
    }

    private synchronized void change(long id, Predicate<Job> isAllowed, java.util.function.Consumer<Job> change) {
        Job job = jobs.get(id);
        if (job != null && isAllowed.test(job)) {
            change.accept(job);
            changed(job);
        }
    }

    /** Moves a transfer before another one, or to the end of the list; it takes that one's priority. */
    public synchronized void moveBefore(long id, Optional<Long> other) {
        Job job = jobs.get(id);
        Job next = other.map(jobs::get).orElse(null);
        if (job == null || job == next) {
            return;
        }
        if (next == null) {
            job.position = nextPosition++;
        } else {
            job.priority = next.priority;
            double before = jobs.values().stream()
                    .filter(each -> each != job && each.priority == next.priority && each.position < next.position)
                    .mapToDouble(each -> each.position)
                    .max()
                    .orElse(next.position - 2);
            job.position = (before + next.position) / 2;
        }
        changed(job);
    }

    /** Whoever waits for this study changes; work that is less needed makes room. */
    public synchronized void prioritise(String studyUid, Priority priority) {
        for (Job job : jobs.values()) {
            if (job.studyUid().equals(studyUid) && !job.isSend() && !job.state.isEnd()) {
                job.priority = priority;
                changed(job);
            }
        }
    }

    private void raise(Job job, Priority priority) {
        if (priority.compareTo(job.priority) < 0) {
            job.priority = priority;
            changed(job);
        }
    }

    /** The screen needs these of a study before everything else; either list may be empty. */
    public synchronized void needFirst(String studyUid, List<String> seriesUids, List<String> instanceUids) {
        for (Job job : jobs.values()) {
            if (job.studyUid().equals(studyUid) && !job.isSend() && !job.state.isEnd()) {
                job.needFirst(seriesUids, instanceUids);
                raise(job, Priority.ON_SCREEN);
            }
        }
    }

    /** Takes what has ended well or was cancelled off the list; failures stay until they are seen to. */
    public synchronized void clearFinished() {
        List<Job> over = jobs.values().stream().filter(Transfers::isOver).toList();
        for (Job job : over) {
            jobs.remove(job.id);
            writer.remove(job.id);
        }
        news();
    }

    /** Takes one that has ended off the list. */
    public synchronized void remove(long id) {
        Job job = jobs.get(id);
        if (job != null && job.state.isEnd() && job.streams == 0) {
            dispatcher.unpin(job);
            jobs.remove(id);
            writer.remove(id);
            news();
        }
    }

    /** All transfers in the order in which they go. */
    public synchronized List<Transfer> list() {
        Instant now = means.clock().instant();
        return jobs.values().stream()
                .sorted(ORDER)
                .map(job -> job.snapshot(now))
                .toList();
    }

    /** One transfer. */
    public synchronized Optional<Transfer> find(long id) {
        return Optional.ofNullable(jobs.get(id))
                .map(job -> job.snapshot(means.clock().instant()));
    }

    /** What the user must know about the list itself, one sentence each; usually nothing. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** Runs after changes. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Keeps a job as it is now, goes on with what may begin and tells. Called under the lock. */
    void changed(Job job) {
        writer.save(kept(job));
        dispatcher.dispatch();
        news();
    }

    /** Tells. Called under the lock. */
    void news() {
        if (!isNewsDue && !isClosed) {
            isNewsDue = true;
            means.timer().after(NEWS, this::tell);
        }
    }

    private void tell() {
        synchronized (this) {
            isNewsDue = false;
        }
        listeners.forEach(Runnable::run);
    }

    private static TransferStore.Kept kept(Job job) {
        return new TransferStore.Kept(
                job.id,
                job.request,
                job.state == State.ACTIVE ? State.WAITING : job.state,
                job.priority,
                job.position,
                job.objects,
                job.total,
                job.words,
                job.added,
                job.ended);
    }

    private synchronized void kept(Collection<Long> ids) {
        for (long id : ids) {
            Job job = jobs.get(id);
            if (job != null) {
                job.isKept = true;
            }
        }
        dispatcher.dispatch();
    }

    private void notKept(String why) {
        if (!notices.contains(why)) {
            notices.add(why);
        }
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Ends what runs and keeps the list; what had not finished goes on when it is opened again. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            dispatcher.close();
        }
        writer.flush();
        store.close();
    }
}
