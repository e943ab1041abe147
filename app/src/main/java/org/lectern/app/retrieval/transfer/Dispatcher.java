package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.Timer;
import org.lectern.app.retrieval.transfer.Job.Stop;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which transfer runs with which site, and what follows when an attempt has ended. Everything but the work itself
 * runs under the lock of the list.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Transfers.Means means;
    private final TransferStore store;
    private final Transfers list;
    private final Map<Long, Job> jobs;
    private final Slots slots;
    private final Pause pause;
    private Optional<Instant> alarmAt = Optional.empty();
    private Timer.Alarm alarm = () -> {};

    Dispatcher(Transfers.Means means, TransferStore store, Transfers list, Map<Long, Job> jobs) {
        this.means = means;
        this.store = store;
        this.list = list;
        this.jobs = jobs;
        TransferLimits limits = means.limits();
        this.slots = new Slots(limits.streams());
        this.pause = new Pause(limits.firstPause(), limits.longestPause(), means.jitter());
    }

    /** Begins what may begin, in order; what is urgent and finds no place makes others give theirs. */
    void dispatch() {
        if (list.isClosed()) {
            return;
        }
        for (Job job : due()) {
            Optional<Site> site = place(job);
            if (site.isPresent()) {
                begin(job, site.get());
            } else if (job.deadSites.containsAll(job.request.sites())) {
                nowhere(job);
            } else if (job.priority.isUrgent()) {
                makeRoom(job);
            }
        }
        setAlarm();
    }

    private List<Job> due() {
        Instant now = means.clock().instant();
        return jobs.values().stream()
                .filter(job -> job.isDue(now))
                .sorted(Comparator.<Job, Priority>comparing(job -> job.priority)
                        .thenComparingDouble(job -> job.position)
                        .thenComparingLong(job -> job.id))
                .toList();
    }

    /** The best site that has a connection free; those that are not set up any more count as without it. */
    private Optional<Site> place(Job job) {
        for (String name : job.sitesToTry()) {
            Optional<Site> site = means.sites().apply(name);
            if (site.isEmpty()) {
                job.deadSites.add(name);
            } else if (slots.isFree(name, site.get().connections())) {
                return site;
            }
        }
        return Optional.empty();
    }

    private void nowhere(Job job) {
        end(
                job,
                State.FAILED,
                job.words.isEmpty()
                        ? List.of("%s is not set up any more. Add it again, then try again"
                                .formatted(String.join(", ", job.request.sites())))
                        : job.words);
    }

    private void makeRoom(Job job) {
        boolean isYielding = jobs.values().stream().anyMatch(other -> other.streams > 0 && other.stop == Stop.YIELD);
        if (isYielding) {
            return; // a place is coming
        }
        jobs.values().stream()
                .filter(other -> other.streams > 0 && other.stop == Stop.NOT && !other.priority.isUrgent())
                .filter(other -> other.priority.compareTo(job.priority) > 0)
                .filter(other -> slots.isFull() || job.sitesToTry().contains(other.site))
                .max(Comparator.<Job, Priority>comparing(other -> other.priority)
                        .thenComparingDouble(other -> other.position))
                .ifPresent(other -> {
                    other.stop = Stop.YIELD;
                    interrupt(other);
                });
    }

    /** Cancels the work on a thread of its own: listeners of a cancellation close connections. */
    void interrupt(Job job) {
        Cancellation cancellation = job.cancellation;
        try {
            means.io().execute(cancellation::cancel);
        } catch (RejectedExecutionException e) {
            cancellation.cancel();
        }
    }

    private void begin(Job job, Site site) {
        boolean isCommitting = job.state == State.AWAITING_COMMITMENT;
        job.state = isCommitting ? State.AWAITING_COMMITMENT : State.ACTIVE;
        job.site = site.name();
        job.nextTry = Optional.empty();
        job.stop = Stop.NOT;
        job.cancellation = new Cancellation();
        job.streams = 1;
        job.overBefore = job.transferred;
        slots.take(site.name());
        try {
            means.io().execute(() -> run(job, site));
        } catch (RejectedExecutionException e) {
            release(job, site);
            job.state = State.WAITING;
        }
        list.news();
    }

    private void release(Job job, Site site) {
        job.streams--;
        slots.give(site.name());
    }

    private void run(Job job, Site site) {
        Work work = new JobWork(job, site);
        WorkEnd end;
        try (RemoteArchive archive = site.open()) {
            end = job.isSend()
                    ? new SendWork(work, archive, means.here(), store).run()
                    : new RetrieveWork(
                                    work,
                                    archive,
                                    means.here(),
                                    means.intake(),
                                    means.limits().listed())
                            .run();
        } catch (NetworkException e) {
            end = work.cancellation().isCancelled() && e.problem() == Problem.CANCELLED
                    ? new WorkEnd.Stopped()
                    : new WorkEnd.Failed(
                            words(e), e.problem().isPassing(), e.problem() == Problem.LOCAL_STORAGE, Verification.NONE);
        } catch (IOException e) {
            end = new WorkEnd.Failed(words(e), false, true, Verification.NONE);
        } catch (RuntimeException e) {
            LOG.error("a transfer failed in a way that nobody foresaw", e);
            end = new WorkEnd.Failed(
                    "The transfer failed (%s); the log says more"
                            .formatted(e.getClass().getSimpleName()),
                    false,
                    false,
                    Verification.NONE);
        }
        synchronized (list) {
            release(job, site);
            ended(job, site, end);
            list.notifyAll();
        }
    }

    private static WorkEnd.Failed unasked(Site site) {
        return new WorkEnd.Failed(
                "The transfer with %s was interrupted".formatted(site.name()), true, false, Verification.NONE);
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void ended(Job job, Site site, WorkEnd end) {
        if (job.stop != Stop.NOT && !(end instanceof WorkEnd.Done)) {
            stopped(job);
        } else {
            switch (end) {
                case WorkEnd.Done done -> {
                    job.verification = done.verification();
                    end(job, State.FINISHED, done.words());
                }
                case WorkEnd.Sent sent -> later(job, State.AWAITING_COMMITMENT, sent.words());
                case WorkEnd.Failed failed -> failed(job, site, failed);
                case WorkEnd.Stopped ignored -> failed(job, site, unasked(site));
            }
        }
        if (!list.isClosed()) {
            list.changed(job);
        }
    }

    /** What becomes of a job whose work was interrupted or had not begun. */
    void stopped(Job job) {
        Stop why = job.stop;
        job.stop = Stop.NOT;
        switch (why) {
            case HELD -> job.state = State.HELD;
            case CANCELLED -> end(job, State.CANCELLED, List.of());
            case NOT, YIELD, CLOSING -> job.state = State.WAITING;
        }
    }

    private void end(Job job, State state, List<String> words) {
        job.state = state;
        job.words = words;
        job.ended = Optional.of(means.clock().instant());
        if (state != State.FAILED) {
            unpin(job);
        }
    }

    /** Another site at once, the same later, or the end. */
    private void failed(Job job, Site site, WorkEnd.Failed failure) {
        job.words = List.of(failure.words());
        job.verification = failure.verification();
        if (job.transferred > job.overBefore) {
            job.attempts = 0; // it moves, however often it is cut
        }
        if (failure.isLocal()) {
            end(job, State.FAILED, job.words);
            return;
        }
        (failure.isPassing() ? job.failedSites : job.deadSites).add(site.name());
        List<String> alive = new ArrayList<>(job.request.sites());
        alive.removeAll(job.deadSites);
        List<String> fresh = new ArrayList<>(alive);
        fresh.removeAll(job.failedSites);
        if (alive.isEmpty()) {
            end(job, State.FAILED, job.words);
        } else if (!fresh.isEmpty()) {
            job.state = State.WAITING;
        } else {
            later(job, State.WAITING, job.words);
        }
    }

    private void later(Job job, State state, List<String> words) {
        job.words = words;
        job.attempts++;
        job.failedSites.clear();
        if (job.attempts >= means.limits().attempts()) {
            end(job, State.FAILED, words);
        } else {
            job.state = state;
            job.nextTry = Optional.of(means.clock().instant().plus(pause.after(job.attempts)));
        }
    }

    private void setAlarm() {
        Instant now = means.clock().instant();
        Optional<Instant> next = jobs.values().stream()
                .filter(job -> job.streams == 0 && !job.state.isEnd() && job.state != State.HELD)
                .flatMap(job -> job.nextTry.stream())
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder());
        if (!next.equals(alarmAt)) {
            alarm.cancel();
            alarmAt = next;
            alarm = next.map(at -> means.timer().after(Duration.between(now, at), this::ring))
                    .orElse(() -> {});
        }
    }

    private void ring() {
        synchronized (list) {
            alarmAt = Optional.empty();
            dispatch();
        }
    }

    /** Keeps what is to be sent; in the background, one after the other for each job. */
    void pin(Job job) {
        pinning(job, () -> means.pins().keep(job.id, job.request.files()));
    }

    void unpin(Job job) {
        if (job.isSend()) {
            boolean isSent = job.state == State.FINISHED;
            pinning(job, () -> means.pins().release(job.id, job.request.files(), isSent));
        }
    }

    /** Work that may wait for a disk. */
    private interface Pinning {
        void run() throws IOException;
    }

    private void pinning(Job job, Pinning work) {
        try {
            job.pinning = job.pinning.thenRunAsync(
                    () -> {
                        try {
                            work.run();
                        } catch (IOException e) {
                            LOG.warn("what is to be sent cannot be kept from eviction: {}", words(e));
                        }
                    },
                    means.io());
        } catch (RejectedExecutionException e) {
            LOG.debug("too late; the next start does it", e);
        }
    }

    /** Ends what runs, waiting briefly. Called under the lock, which is given up while waiting. */
    void close() {
        alarm.cancel();
        List<Job> running =
                jobs.values().stream().filter(job -> job.streams > 0).toList();
        for (Job job : running) {
            if (job.stop == Stop.NOT) {
                job.stop = Stop.CLOSING;
            }
            interrupt(job);
        }
        long until = System.nanoTime() + CLOSING_NANOS;
        try {
            while (running.stream().anyMatch(job -> job.streams > 0) && System.nanoTime() < until) {
                TimeUnit.NANOSECONDS.timedWait(list, Math.max(1, until - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a running job sees. */
    private final class JobWork implements Work {
        private final Job job;
        private final Site site;
        private final Cancellation cancellation;

        JobWork(Job job, Site site) {
            this.job = job;
            this.site = site;
            this.cancellation = job.cancellation;
        }

        @Override
        public long id() {
            return job.id;
        }

        @Override
        public TransferRequest request() {
            return job.request;
        }

        @Override
        public Site site() {
            return site;
        }

        @Override
        public Cancellation cancellation() {
            return cancellation;
        }

        @Override
        public boolean isUrgent() {
            synchronized (list) {
                return job.priority.isUrgent();
            }
        }

        @Override
        public List<String> firstSeries() {
            synchronized (list) {
                return List.copyOf(job.firstSeries);
            }
        }

        @Override
        public List<String> firstInstances() {
            synchronized (list) {
                return List.copyOf(job.firstInstances);
            }
        }

        @Override
        public void total(int all, int over) {
            synchronized (list) {
                job.total = OptionalInt.of(all);
                job.objects = over;
                list.news();
            }
        }

        @Override
        public void over(long bytes) {
            synchronized (list) {
                job.objects++;
                job.transferred++;
                job.bytes += bytes;
                job.rate.add(means.clock().instant(), bytes);
                list.news();
            }
        }

        @Override
        public boolean beside(Runnable stream) {
            synchronized (list) {
                boolean isFree = !list.isClosed()
                        && job.stop == Stop.NOT
                        && job.streams < means.limits().streamsPerJob()
                        && slots.isFree(site.name(), site.connections())
                        && due().stream().noneMatch(other -> other.sitesToTry().contains(site.name()));
                if (!isFree) {
                    return false;
                }
                job.streams++;
                slots.take(site.name());
            }
            try {
                means.io().execute(() -> runBeside(stream));
                return true;
            } catch (RejectedExecutionException e) {
                giveBack();
                return false;
            }
        }

        private void runBeside(Runnable stream) {
            try {
                stream.run();
            } finally {
                giveBack();
            }
        }

        private void giveBack() {
            synchronized (list) {
                release(job, site);
                dispatch();
                list.notifyAll();
            }
        }
    }
}
