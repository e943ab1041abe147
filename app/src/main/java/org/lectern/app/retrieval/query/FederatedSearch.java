package org.lectern.app.retrieval.query;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.Timer;

/**
 * One search over several archives and the local one at once. What is found is told in snapshots while the sites answer,
 * at most ten a second; the newest question wins, and what older ones still bring is dropped.
 *
 * <p>Safe for several threads. Listeners hear on a thread of {@code io}, one call at a time, in order.
 */
public final class FederatedSearch implements AutoCloseable {
    private final Means means;
    private final Consumer<SearchSnapshot> listener;
    private final Object telling = new Object();
    private long question;
    private long told;
    private SortOrder order = SortOrder.NEWEST;
    private @Nullable SearchRun run;
    private Timer.@Nullable Alarm refreshing;
    private Optional<Duration> interval = Optional.empty();

    /**
     * What a search works with.
     *
     * @param io a virtual thread for each question
     * @param timer paces snapshots and time-outs
     * @param local the archive of this computer
     */
    public record Means(
            ExecutorService io, Timer timer, InstantSource clock, LocalStudies local, SearchLimits limits) {}

    /** A search that tells the listener. */
    public FederatedSearch(Means means, Consumer<SearchSnapshot> listener) {
        this.means = means;
        this.listener = listener;
    }

    /** Asks all these sites and the local archive; what was asked before is given up. */
    public synchronized void ask(SearchCriteria criteria, List<Site> sites) {
        stop();
        question++;
        SearchRun asked = new SearchRun(question, criteria, sites, means, this::tell);
        asked.sort(order);
        run = asked;
        asked.start();
    }

    /** Lists in another order, now and from now on. */
    public synchronized void sort(SortOrder newOrder) {
        order = newOrder;
        if (run != null) {
            run.sort(newOrder);
        }
    }

    /** Asks the same again; what is listed stays and changes where answers do. */
    public synchronized void refresh() {
        if (run != null) {
            run.refresh();
        }
    }

    /** Asks the archive of this computer again: something has arrived or left. */
    public synchronized void refreshHere() {
        if (run != null) {
            run.refreshHere();
        }
    }

    /** Asks again at an interval, or no more. A site that has not ended its round is waited for. */
    public synchronized void refreshEvery(Optional<Duration> newInterval) {
        if (refreshing != null) {
            refreshing.cancel();
            refreshing = null;
        }
        interval = newInterval;
        interval.ifPresent(this::refreshAfter);
    }

    private void refreshAfter(Duration pause) {
        refreshing = means.timer().after(pause, this::refreshAndGoOn);
    }

    private synchronized void refreshAndGoOn() {
        if (interval.isPresent()) {
            refresh();
            refreshAfter(interval.get());
        }
    }

    /** Gives the question up; what was found stays listed. */
    public synchronized void cancel() {
        if (run != null) {
            run.cancel();
        }
    }

    private synchronized void stop() {
        if (run != null) {
            run.drop();
        }
    }

    private void tell(SearchSnapshot snapshot) {
        synchronized (telling) {
            if (snapshot.question() >= told) {
                told = snapshot.question();
                listener.accept(snapshot);
            }
        }
    }

    /** Gives everything up. */
    @Override
    public synchronized void close() {
        refreshEvery(Optional.empty());
        stop();
        run = null;
    }
}
