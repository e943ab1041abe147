package org.lectern.app.retrieval.query;

import java.util.List;

/**
 * What a search has found so far.
 *
 * @param question counts the questions; a row's id means something only within one
 * @param rows in the order asked for
 * @param sites in the order of the search, the local archive first
 * @param leftOut studies that are not listed because there are too many
 */
public record SearchSnapshot(
        long question, SearchCriteria criteria, List<StudyRow> rows, List<SiteState> sites, int leftOut) {
    /** Nothing was asked. */
    public static final SearchSnapshot NOTHING = new SearchSnapshot(0, SearchCriteria.ALL, List.of(), List.of(), 0);

    /** Copies the lists. */
    public SearchSnapshot {
        rows = List.copyOf(rows);
        sites = List.copyOf(sites);
    }

    /** Whether every site has ended, this way or that. */
    public boolean isFinished() {
        return sites.stream().allMatch(site -> site.phase().isEnd());
    }
}
