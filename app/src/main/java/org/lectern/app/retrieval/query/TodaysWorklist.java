package org.lectern.app.retrieval.query;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.Timer;
import org.lectern.app.retrieval.query.SiteState.Phase;
import org.lectern.imaging.network.Cancellation;

/**
 * Today's list: the steps that worklists hold for today, each with the studies that have come of it, and the studies of
 * today that nobody scheduled. Asked again at an interval. Safe for several threads; the listener hears as that of
 * {@link FederatedSearch} does.
 */
public final class TodaysWorklist implements AutoCloseable {
    private static final int MOST_STEPS = 10_000;

    private final FederatedSearch.Means means;
    private final Consumer<WorklistSnapshot> listener;
    private final FederatedSearch studies;
    private final Map<String, Asked> steps = new LinkedHashMap<>();
    private List<Site> sites = List.of();
    private SearchSnapshot found = SearchSnapshot.NOTHING;
    private LocalDate day;
    private Cancellation asking = new Cancellation();
    private Optional<Duration> interval = Optional.empty();
    private Timer.@Nullable Alarm refreshing;

    /** What one worklist said, of this round or, until it has answered, of the last. */
    private record Asked(SiteState state, List<ScheduledStep> steps) {}

    /** A list that tells the listener. */
    public TodaysWorklist(FederatedSearch.Means means, Consumer<WorklistSnapshot> listener) {
        this.means = means;
        this.listener = listener;
        this.studies = new FederatedSearch(means, this::found);
        this.day = today();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(means.clock().instant(), ZoneId.systemDefault());
    }

    /** Asks these sites: for steps those that have a worklist, for studies those that are searched. */
    public synchronized void ask(List<Site> newSites, Optional<Duration> newInterval) {
        sites = List.copyOf(newSites);
        interval = newInterval;
        steps.clear();
        round();
    }

    private void round() {
        asking.cancel();
        asking = new Cancellation();
        if (refreshing != null) {
            refreshing.cancel();
        }
        if (!day.equals(today())) {
            steps.clear();
            day = today();
        }
        for (Site site : sites) {
            if (site.hasWorklist()) {
                ask(site, day, asking);
            }
        }
        studies.ask(
                SearchCriteria.ALL.withDates(DateSpan.TODAY),
                sites.stream().filter(Site::isSearched).toList());
        refreshing =
                interval.map(pause -> means.timer().after(pause, this::again)).orElse(null);
    }

    /** Asks the same sites again, now; what they said before stays until they answer. */
    public synchronized void askAgain() {
        round();
    }

    private synchronized void again() {
        if (interval.isPresent()) {
            round();
        }
    }

    private void ask(Site site, LocalDate asked, Cancellation cancellation) {
        List<ScheduledStep> before =
                Optional.ofNullable(steps.get(site.name())).map(Asked::steps).orElse(List.of());
        steps.put(site.name(), new Asked(new SiteState(worklistOf(site), Phase.ASKING, before.size(), 0, ""), before));
        try {
            means.io().execute(() -> answer(site, asked, cancellation, before));
        } catch (RejectedExecutionException e) {
            steps.put(site.name(), new Asked(failed(site, "Lectern is closing"), before));
        }
    }

    private void answer(Site site, LocalDate asked, Cancellation cancellation, List<ScheduledStep> before) {
        List<ScheduledStep> answers = new ArrayList<>();
        Asked result;
        Cancellation own = new Cancellation();
        Timer.Alarm patience = means.timer().after(means.limits().patience(), own::cancel);
        Cancellation.Registration withTheRest = cancellation.onCancel(own::cancel);
        try (RemoteArchive archive = site.open()) {
            int[] ignored = {0};
            RemoteArchive.QueryEnd end = archive.find(
                    ScheduledStep.question(asked, MOST_STEPS),
                    each -> {
                        Optional<ScheduledStep> step = ScheduledStep.read(each, site.name(), site.defaultIssuer())
                                .filter(read -> read.isOf(asked) && answers.size() < MOST_STEPS);
                        step.ifPresentOrElse(answers::add, () -> ignored[0]++);
                    },
                    own);
            Phase phase = end.isCutOff() ? Phase.CUT_OFF : Phase.DONE;
            result = new Asked(new SiteState(worklistOf(site), phase, answers.size(), ignored[0], ""), answers);
        } catch (IOException | RuntimeException e) {
            result = new Asked(failed(site, SearchRun.words(e)), before);
        }
        withTheRest.close();
        patience.cancel();
        answered(site, result, cancellation);
    }

    private static SiteState failed(Site site, String words) {
        return new SiteState(worklistOf(site), Phase.FAILED, 0, 0, words);
    }

    /** A site may be asked for steps and for studies: each has a state of its own. */
    private static String worklistOf(Site site) {
        return site.name() + " (worklist)";
    }

    private synchronized void answered(Site site, Asked result, Cancellation cancellation) {
        if (cancellation == asking) {
            steps.put(site.name(), result);
            tell();
        }
    }

    private synchronized void found(SearchSnapshot snapshot) {
        found = snapshot;
        tell();
    }

    private void tell() {
        WorklistMatch match = new WorklistMatch(found.rows());
        List<WorklistEntry> entries = match.entries(
                steps.values().stream().flatMap(asked -> asked.steps().stream()).toList());
        listener.accept(new WorklistSnapshot(
                day,
                entries,
                match.unscheduled(),
                Stream.concat(steps.values().stream().map(Asked::state), found.sites().stream())
                        .toList()));
    }

    /** Gives everything up. */
    @Override
    public synchronized void close() {
        interval = Optional.empty();
        if (refreshing != null) {
            refreshing.cancel();
        }
        asking.cancel();
        studies.close();
    }
}
