package org.lectern.app.worklist;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.Timer;
import org.lectern.app.retrieval.query.FederatedSearch;
import org.lectern.app.retrieval.query.SearchLimits;
import org.lectern.app.retrieval.query.SearchSnapshot;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.retrieval.query.StudyRow;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list's search: rows of all archives, joined with what is here and put in order away from the screen. The newest
 * question wins; the screen hears of at most one list at a time, the newest.
 */
public final class StudySearch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StudySearch.class);
    private static final SearchLimits LIMITS =
            new SearchLimits(Duration.ofSeconds(3), Duration.ofSeconds(60), 150_000, 200_000);

    private final LocalArchive archive;
    private final Threads threads;
    private final Executor screen;
    private final Consumer<ListSnapshot> listener;
    private final FederatedSearch search;
    private final NarrowedStudies here;
    private final AtomicReference<Set<Long>> pinned = new AtomicReference<>(Set.of());
    private final AtomicReference<Optional<ListSnapshot>> untold = new AtomicReference<>(Optional.empty());
    private Optional<SearchSnapshot> last = Optional.empty();
    private ListQuestion question = ListQuestion.ALL;
    private Columns.Sort sort = Columns.Sort.NEWEST;

    /**
     * A search.
     *
     * @param screen runs what receives the answer
     */
    public StudySearch(
            LocalArchive archive,
            Threads threads,
            InstantSource clock,
            Executor screen,
            Consumer<ListSnapshot> listener) {
        this.archive = archive;
        this.threads = threads;
        this.screen = screen;
        this.listener = listener;
        this.here = NarrowedStudies.of(archive);
        this.search = new FederatedSearch(
                new FederatedSearch.Means(
                        threads.io(), Timer.of(threads.timer(), threads.io()), clock, this::local, LIMITS),
                this::found);
    }

    /** Asks this computer and these sites. */
    public void ask(ListQuestion asked, List<Site> sites) {
        synchronized (this) {
            question = asked;
        }
        search.ask(asked.criteria(), sites);
    }

    /** Lists in another order. */
    public void sort(Columns.Sort order) {
        Optional<SearchSnapshot> again;
        synchronized (this) {
            sort = order;
            again = last;
        }
        again.ifPresent(snapshot -> {
            try {
                threads.io().execute(() -> found(snapshot));
            } catch (RejectedExecutionException ending) {
                LOG.debug("not sorted: the program ends");
            }
        });
    }

    /** Asks this computer again: something has arrived or left. */
    public void refreshHere() {
        search.refreshHere();
    }

    /** Asks everybody again. */
    public void refresh() {
        search.refresh();
    }

    /** Asks archives elsewhere no longer; what was found stays. */
    public void cancel() {
        search.cancel();
    }

    private List<StudyEntry> local(StudyQuery query) throws IOException {
        List<StudyEntry> found = here.studies(query);
        pinned.set(archive.pinned());
        return found;
    }

    private void found(SearchSnapshot snapshot) {
        Columns.Sort order;
        ListQuestion asked;
        synchronized (this) {
            if (last.isPresent() && last.get().question() > snapshot.question()) {
                return;
            }
            last = Optional.of(snapshot);
            order = sort;
            asked = question;
        }
        Set<Long> kept = pinned.get();
        List<ListRow> rows = new ArrayList<>(snapshot.rows().size());
        for (StudyRow study : snapshot.rows()) {
            Optional<StudyEntry> entry = entry(study);
            boolean isPinned = entry.filter(each -> kept.contains(each.id())).isPresent();
            rows.add(new ListRow(study, entry, isPinned));
        }
        List<ListRow> inOrder = order.by().inOrder(rows, order.isDescending());
        ListSnapshot list = new ListSnapshot(snapshot.question(), asked, inOrder, snapshot.sites(), snapshot.leftOut());
        if (untold.getAndSet(Optional.of(list)).isEmpty()) {
            screen.execute(() -> untold.getAndSet(Optional.empty()).ifPresent(listener));
        }
    }

    /** The entry of the patient whose row it is; two patients can have a study with the same UID. */
    private Optional<StudyEntry> entry(StudyRow study) {
        if (!study.isHere()) {
            return Optional.empty();
        }
        StudyAnswer answer = study.shown();
        Optional<StudyEntry> known = pick(here.withUid(study.studyUid()), answer);
        if (known.isPresent()) {
            return known;
        }
        try {
            return pick(archive.studiesWithUid(study.studyUid()), answer);
        } catch (IOException e) {
            LOG.warn("the archive does not answer", e);
            return Optional.empty();
        }
    }

    private static Optional<StudyEntry> pick(List<StudyEntry> entries, StudyAnswer answer) {
        return entries.stream()
                .filter(entry -> entry.patient().id().equals(answer.patientId())
                        && entry.patient().issuer().equals(answer.issuer())
                        && (!answer.patientId().isEmpty()
                                || entry.patient().name().equals(answer.patientName())))
                .findFirst();
    }

    /** Gives everything up. */
    @Override
    public void close() {
        search.close();
    }
}
