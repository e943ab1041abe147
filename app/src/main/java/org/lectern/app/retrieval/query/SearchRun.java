package org.lectern.app.retrieval.query;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.query.SiteState.Phase;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;

/**
 * One question on its way to all sites. The table is guarded by this object; snapshots are made by one task at a time,
 * the next only after a pause that grows with the cost of the last.
 */
final class SearchRun {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofMillis(500);

    private final long question;
    private final SearchCriteria criteria;
    private final List<Site> sites;
    private final FederatedSearch.Means means;
    private final Consumer<SearchSnapshot> told;
    private final LocalDate today;
    private final StudyFilter filter;
    private final StudyTable table;
    private final Map<String, Asking> askings = new LinkedHashMap<>();
    private SortOrder order = SortOrder.NEWEST;
    private long round;
    private boolean isDirty;
    private boolean isPainting;
    private boolean isDropped;
    private boolean isTicking;
    private boolean isHereStale;

    /** One site in one round. */
    private static final class Asking {
        private final String site;
        private final long round;
        private final Cancellation cancellation = new Cancellation();
        private SiteState state;
        private Instant lastHeard;

        Asking(String site, long round, Instant now) {
            this.site = site;
            this.round = round;
            this.state = new SiteState(site, Phase.ASKING, 0, 0, "");
            this.lastHeard = now;
        }
    }

    SearchRun(
            long question,
            SearchCriteria criteria,
            List<Site> sites,
            FederatedSearch.Means means,
            Consumer<SearchSnapshot> told) {
        this.question = question;
        this.criteria = criteria;
        this.sites = List.copyOf(sites);
        this.means = means;
        this.told = told;
        this.today = LocalDate.ofInstant(means.clock().instant(), ZoneId.systemDefault());
        this.filter = new StudyFilter(criteria, today);
        List<String> names = new ArrayList<>(List.of(Site.HERE));
        sites.forEach(site -> names.add(site.name()));
        this.table = new StudyTable(names, means.limits().rows());
    }

    void start() {
        refresh();
    }

    /** Asks every site whose last round has ended. */
    synchronized void refresh() {
        if (isDropped) {
            return;
        }
        round++;
        ask(Site.HERE, this::askHere);
        for (Site site : sites) {
            ask(site.name(), asking -> askThere(site, asking));
        }
        changed();
    }

    /** Asks the archive of this computer again; once more after it has answered when it is being asked. */
    synchronized void refreshHere() {
        Asking before = askings.get(Site.HERE);
        if (before != null && !before.state.phase().isEnd()) {
            isHereStale = true;
        } else if (!isDropped) {
            round++;
            ask(Site.HERE, this::askHere);
            changed();
        }
    }

    private void ask(String site, Consumer<Asking> work) {
        Asking before = askings.get(site);
        if (before != null && !before.state.phase().isEnd()) {
            return;
        }
        Asking asking = new Asking(site, round, means.clock().instant());
        askings.put(site, asking);
        if (!isTicking) {
            isTicking = true;
            means.timer().after(TICK, this::tick);
        }
        try {
            means.io().execute(() -> work.accept(asking));
        } catch (RejectedExecutionException e) {
            end(asking, Phase.FAILED, "Lectern is closing");
        }
    }

    private void askHere(Asking asking) {
        try {
            List<StudyAnswer> answers =
                    LocalQuestions.of(criteria, today, means.limits().perSite(), means.local());
            heardAll(asking, answers.stream().filter(filter::acceptsHere).toList(), answers.size());
        } catch (IOException | RuntimeException e) {
            end(asking, Phase.FAILED, words(e));
        }
    }

    private void askThere(Site site, Asking asking) {
        try (RemoteArchive archive = site.open()) {
            boolean isCutOff = false;
            int limit = means.limits().perSite();
            for (RemoteArchive.Query query : StudyQuestions.of(criteria, today, limit)) {
                isCutOff |= archive.find(query, answer -> heard(asking, site, answer), asking.cancellation)
                        .isCutOff();
                asking.cancellation.check();
            }
            end(asking, isCutOff ? Phase.CUT_OFF : Phase.DONE, "");
        } catch (NetworkException e) {
            Phase phase = e.problem() == NetworkException.Problem.TIMED_OUT ? Phase.TIMED_OUT : Phase.FAILED;
            end(asking, phase, words(e));
        } catch (IOException | RuntimeException e) {
            end(asking, Phase.FAILED, words(e));
        }
    }

    private void heard(Asking asking, Site site, DataSet answer) {
        var study = StudyAnswer.read(answer, site.name(), site.defaultIssuer());
        if (study.isPresent()) {
            heard(asking, study.get());
        } else {
            count(asking, false, 1);
        }
    }

    /** All at once, so that a long list is put together once and not while it grows. */
    private synchronized void heardAll(Asking asking, List<StudyAnswer> answers, int told) {
        if (isDropped || askings.get(asking.site) != asking) {
            return;
        }
        int listed = 0;
        for (StudyAnswer answer : answers) {
            listed += table.put(answer, asking.round) ? 1 : 0;
        }
        asking.state = asking.state.withCounts(listed, told - answers.size());
        end(asking, Phase.DONE, "");
    }

    private void heard(Asking asking, StudyAnswer study) {
        boolean isAnswer = filter.accepts(study);
        synchronized (this) {
            if (isDropped || askings.get(asking.site) != asking) {
                return;
            }
            boolean isNew = isAnswer && table.put(study, asking.round);
            count(asking, isNew, isAnswer ? 0 : 1);
        }
    }

    private synchronized void count(Asking asking, boolean isFound, int ignored) {
        asking.lastHeard = means.clock().instant();
        asking.state =
                asking.state.withCounts(asking.state.found() + (isFound ? 1 : 0), asking.state.ignored() + ignored);
        if (asking.state.found() + asking.state.ignored() > 2L * means.limits().perSite()) {
            asking.cancellation.cancel(); // it was told to stop and does not
        }
        changed();
    }

    private synchronized void end(Asking asking, Phase phase, String words) {
        if (askings.get(asking.site) != asking || asking.state.phase().isEnd() && phase == Phase.FAILED) {
            return;
        }
        asking.state = asking.state.withPhase(phase, words);
        if (phase == Phase.DONE || phase == Phase.CUT_OFF) {
            table.forgetBefore(asking.site, asking.round);
        }
        changed();
        if (asking.site.equals(Site.HERE) && isHereStale) {
            isHereStale = false;
            refreshHere();
        }
    }

    static String words(Exception e) {
        return e.getMessage() == null || !(e instanceof IOException)
                ? "The search failed (%s)".formatted(e.getClass().getSimpleName())
                : e.getMessage();
    }

    /** Looks who is slow and whom not to wait for any longer. */
    private void tick() {
        List<Asking> late = new ArrayList<>();
        synchronized (this) {
            if (isDropped
                    || askings.values().stream()
                            .allMatch(asking -> asking.state.phase().isEnd())) {
                isTicking = false;
                return;
            }
            Instant now = means.clock().instant();
            for (Asking asking : askings.values()) {
                Duration silence = Duration.between(asking.lastHeard, now);
                if (asking.state.phase().isEnd()) {
                    continue;
                }
                if (silence.compareTo(means.limits().patience()) > 0) {
                    asking.state = asking.state.withPhase(
                            Phase.TIMED_OUT, "No answer for %d seconds".formatted(silence.toSeconds()));
                    late.add(asking);
                    changed();
                } else if (asking.state.phase() == Phase.ASKING
                        && silence.compareTo(means.limits().slow()) > 0) {
                    asking.state = asking.state.withPhase(Phase.SLOW, "");
                    changed();
                }
            }
        }
        late.forEach(asking -> asking.cancellation.cancel());
        means.timer().after(TICK, this::tick);
    }

    synchronized void sort(SortOrder newOrder) {
        order = newOrder;
        changed();
    }

    /** Asks no more; what is here stays. */
    void cancel() {
        List<Asking> open;
        synchronized (this) {
            open = List.copyOf(askings.values());
            open.stream().filter(asking -> !asking.state.phase().isEnd()).forEach(asking -> {
                asking.state = asking.state.withPhase(Phase.FAILED, "Cancelled");
            });
            changed();
        }
        open.forEach(asking -> asking.cancellation.cancel());
    }

    /** Asks no more and says no more. */
    void drop() {
        List<Asking> open;
        synchronized (this) {
            isDropped = true;
            open = List.copyOf(askings.values());
        }
        // on a thread of its own: letting a connection go may take a moment
        try {
            means.io().execute(() -> open.forEach(asking -> asking.cancellation.cancel()));
        } catch (RejectedExecutionException e) {
            open.forEach(asking -> asking.cancellation.cancel());
        }
    }

    private synchronized void changed() {
        isDirty = true;
        if (!isPainting && !isDropped) {
            isPainting = true;
            means.timer().after(Duration.ZERO, this::paint);
        }
    }

    private void paint() {
        Instant began = means.clock().instant();
        try {
            snapshot();
        } finally {
            Duration cost = Duration.between(began, means.clock().instant()).multipliedBy(2);
            means.timer().after(pause(cost), this::wake);
        }
    }

    /** As long as the work took, within bounds: the clock may have been set meanwhile. */
    private static Duration pause(Duration cost) {
        Duration atLeast = cost.compareTo(PAUSE) > 0 ? cost : PAUSE;
        return atLeast.compareTo(LONGEST_PAUSE) < 0 ? atLeast : LONGEST_PAUSE;
    }

    private void snapshot() {
        List<StudyRow> rows;
        List<SiteState> states;
        SortOrder by;
        int leftOut;
        synchronized (this) {
            isDirty = false;
            rows = table.rows();
            leftOut = table.leftOut();
            by = order;
            states = askings.values().stream().map(asking -> asking.state).toList();
        }
        rows.sort(by.comparator());
        boolean isWanted;
        synchronized (this) {
            isWanted = !isDropped;
        }
        if (isWanted) {
            told.accept(new SearchSnapshot(question, criteria, rows, states, leftOut));
        }
    }

    private synchronized void wake() {
        isPainting = false;
        if (isDirty) {
            changed();
        }
    }
}
