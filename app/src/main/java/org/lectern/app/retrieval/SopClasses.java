package org.lectern.app.retrieval;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * Which kinds of objects an archive says that studies and series consist of (SOP Class UID, PS3.4 section C.6.2.1.5; SOP
 * Classes in Study, section C.3.4). Bounded. Safe for several threads.
 */
final class SopClasses {
    private static final int MOST_TRACKED = 10_000;
    private static final int MOST_KINDS = 120; // contexts of one association
    private static final int LONGEST_UID = 64;
    private static final String UID = "[0-9]+(\\.[0-9]+)+";

    private final Map<String, Set<String>> bySeries = new HashMap<>(); // empty where some object does not tell its kind
    private final Map<String, Set<String>> byStudy = new HashMap<>();
    private final Set<String> distrusted = new HashSet<>();

    /** An instance is listed. */
    synchronized void note(DataSet instance) {
        String series = instance.text(Tag.SeriesInstanceUID).orElse("");
        String kind = instance.text(Tag.SOPClassUID).orElse("");
        if (series.isEmpty() || bySeries.size() >= MOST_TRACKED && !bySeries.containsKey(series)) {
            return;
        }
        Set<String> kinds = bySeries.get(series);
        if (!isUid(kind)) {
            bySeries.put(series, Set.of());
        } else if (kinds == null) {
            bySeries.put(series, new TreeSet<>(Set.of(kind)));
        } else if (!kinds.isEmpty() && kinds.size() <= MOST_KINDS) {
            kinds.add(kind);
        }
    }

    /** A study is said to consist of these. */
    synchronized void told(String study, Collection<String> kinds) {
        if (byStudy.size() < MOST_TRACKED) {
            boolean isUsable = kinds.stream().allMatch(SopClasses::isUid);
            byStudy.put(study, isUsable ? Set.copyOf(kinds) : Set.of());
        }
    }

    /** An object of the study could not be had: what was told may not be all. */
    synchronized void distrust(String study) {
        if (distrusted.size() < MOST_TRACKED) {
            distrusted.add(study);
        }
    }

    /** The kinds of what is wanted: empty for the usual ones, nothing when the archive was not asked. */
    synchronized Optional<Set<String>> of(RemoteArchive.Wanted wanted) {
        if (distrusted.contains(wanted.studyUid())) {
            return Optional.of(Set.of());
        }
        Set<String> kinds = new TreeSet<>();
        boolean isKnown = !wanted.seriesUids().isEmpty();
        for (String series : wanted.seriesUids()) {
            Set<String> some = bySeries.getOrDefault(series, Set.of());
            isKnown &= !some.isEmpty();
            kinds.addAll(some);
        }
        if (!isKnown) {
            Set<String> all = byStudy.get(wanted.studyUid());
            return all == null ? Optional.empty() : Optional.of(few(all));
        }
        return Optional.of(few(kinds));
    }

    private static Set<String> few(Set<String> kinds) {
        return kinds.size() > MOST_KINDS ? Set.of() : Set.copyOf(kinds);
    }

    private static boolean isUid(String text) {
        return text.length() <= LONGEST_UID && text.matches(UID);
    }
}
