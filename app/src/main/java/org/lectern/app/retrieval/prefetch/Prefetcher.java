package org.lectern.app.retrieval.prefetch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.query.FederatedSearch;
import org.lectern.app.retrieval.query.SearchCriteria;
import org.lectern.app.retrieval.query.SearchSnapshot;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.retrieval.query.StudyRow;
import org.lectern.app.retrieval.transfer.Priority;
import org.lectern.app.retrieval.transfer.Subject;
import org.lectern.app.retrieval.transfer.TransferRequest;
import org.lectern.app.retrieval.transfer.Transfers;
import org.lectern.app.wording.Wording;

/**
 * Fetches ahead: the priors of the exam that is open, then the next cases, then their priors. Nothing is asked for twice;
 * what a site answers late joins; everything it asks for ranks behind what a reader asks for. Safe for several threads.
 */
public final class Prefetcher implements AutoCloseable {
    private static final int REMEMBERED = 5000;

    private final Means means;
    private final Map<String, Looking> looking = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private boolean isClosed;

    /**
     * What it works with.
     *
     * @param search how studies are looked for
     * @param sites those that may be used for fetching ahead
     * @param hasRoom whether so many more images fit into the local archive without taking what is needed
     */
    public record Means(
            FederatedSearch.Means search,
            Transfers transfers,
            Supplier<List<Site>> sites,
            Supplier<PriorRules> rules,
            IntPredicate hasRoom) {}

    /** An exam whose priors are looked for. */
    private static final class Looking {
        private final StudyAnswer exam;
        private final FederatedSearch search;
        private Priority priority;
        private List<Prior> priors = List.of();

        Looking(StudyAnswer exam, FederatedSearch search, Priority priority) {
            this.exam = exam;
            this.search = search;
            this.priority = priority;
        }
    }

    /** A prefetcher that has nothing to do yet. */
    public Prefetcher(Means means) {
        this.means = means;
    }

    /** A reader has opened an exam: its priors are looked for and fetched. */
    public synchronized void opened(StudyAnswer exam) {
        look(exam, Priority.PRIOR);
    }

    /** Something has come to an archive: whether it is a prior of an exam that is open is looked for anew. */
    public synchronized void announced() {
        List<Looking> open = looking.values().stream()
                .filter(known -> known.priority == Priority.PRIOR)
                .toList();
        for (Looking known : open) {
            looking.remove(known.exam.studyUid());
            known.search.close();
            look(known.exam, known.priority);
        }
    }

    /** The exam is closed: what is still on its way is no longer waited for. */
    public synchronized void closed(String studyUid) {
        Looking gone = looking.remove(studyUid);
        if (gone == null) {
            return;
        }
        gone.search.close();
        for (Prior prior : gone.priors) {
            if (prior.isChosen()) {
                means.transfers().prioritise(prior.study().studyUid(), Priority.BACKGROUND);
            }
        }
    }

    /** These cases come next, the next one first: as many as the rules say are fetched, then their priors. */
    public synchronized void upcoming(List<StudyRow> cases) {
        List<StudyRow> ahead = cases.stream().limit(means.rules().get().ahead()).toList();
        for (StudyRow row : ahead) {
            fetch(row, Priority.NEXT);
        }
        for (StudyRow row : ahead) {
            look(row.shown(), Priority.NEXT);
        }
    }

    private void look(StudyAnswer exam, Priority priority) {
        if (isClosed || exam.patientId().isEmpty()) {
            return;
        }
        Looking before = looking.get(exam.studyUid());
        if (before != null) {
            raise(before, priority);
            return;
        }
        String uid = exam.studyUid();
        FederatedSearch search = new FederatedSearch(means.search(), snapshot -> found(uid, snapshot));
        looking.put(uid, new Looking(exam, search, priority));
        forgetOldest();
        search.ask(
                SearchCriteria.ofPatient(exam.patientId(), exam.issuer()),
                means.sites().get());
    }

    private void raise(Looking known, Priority priority) {
        if (priority.compareTo(known.priority) < 0) {
            known.priority = priority;
            for (Prior prior : known.priors) {
                if (prior.isChosen()) {
                    means.transfers().prioritise(prior.study().studyUid(), priority);
                }
            }
        }
    }

    private void forgetOldest() {
        while (looking.size() > REMEMBERED) {
            String oldest = looking.keySet().iterator().next();
            Looking gone = looking.remove(oldest);
            if (gone != null) {
                gone.search.close();
            }
        }
    }

    private void found(String examUid, SearchSnapshot snapshot) {
        synchronized (this) {
            Looking known = looking.get(examUid);
            if (known == null || isClosed) {
                return;
            }
            known.priors =
                    Priors.choose(known.exam, snapshot.rows(), means.rules().get());
            for (Prior prior : known.priors) {
                if (prior.isChosen()) {
                    fetch(prior.study(), known.priority);
                }
            }
            if (snapshot.isFinished()) {
                known.search.close();
            }
        }
        listeners.forEach(Runnable::run);
    }

    private void fetch(StudyRow row, Priority priority) {
        List<String> sites = row.sites().stream().filter(this::isAllowed).toList();
        if (sites.isEmpty() || isComplete(row)) {
            return;
        }
        if (asked.contains(row.studyUid())) {
            return;
        }
        if (!means.hasRoom().test(row.instances().orElse(0))) {
            return; // asked again with the next snapshot or case
        }
        asked.add(row.studyUid());
        if (asked.size() > REMEMBERED) {
            asked.remove(asked.iterator().next());
        }
        StudyAnswer shown = row.shown();
        Subject subject = new Subject(
                row.studyUid(),
                shown.patientId(),
                shown.issuer(),
                shown.patientName(),
                Wording.dated(shown.description(), shown.date()));
        means.transfers().add(TransferRequest.prefetch(subject, sites, priority));
    }

    private boolean isAllowed(String site) {
        return means.sites().get().stream().anyMatch(each -> each.name().equals(site));
    }

    /** Whether the archive here holds as much as anyone tells. */
    private static boolean isComplete(StudyRow row) {
        return row.isHere()
                && row.shown().instances().isPresent()
                && row.shown().instances().getAsInt() >= row.instances().orElse(0);
    }

    /** What was decided about each other study of an exam's patient so far. */
    public synchronized List<Prior> priors(String studyUid) {
        Looking known = looking.get(studyUid);
        return known == null ? List.of() : known.priors;
    }

    /** Runs after decisions, on some thread. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Looks for nothing more; what is on its way stays in the list of transfers. */
    @Override
    public synchronized void close() {
        isClosed = true;
        new ArrayList<>(looking.values()).forEach(known -> known.search.close());
        looking.clear();
    }
}
