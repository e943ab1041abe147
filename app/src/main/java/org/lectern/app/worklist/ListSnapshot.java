package org.lectern.app.worklist;

import java.util.List;
import java.util.Optional;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.query.SiteState;

/**
 * What the list shows now.
 *
 * @param number counts the questions; a row keeps its id within one
 * @param rows in the order asked for
 * @param sites how far each archive is, this computer's first
 * @param leftOut studies that are not listed because there are too many
 */
public record ListSnapshot(long number, ListQuestion question, List<ListRow> rows, List<SiteState> sites, int leftOut) {
    /** Nothing was asked. */
    public static final ListSnapshot NOTHING = new ListSnapshot(0, ListQuestion.ALL, List.of(), List.of(), 0);

    /** How far the archive of this computer is. */
    public Optional<SiteState> here() {
        return sites.stream().filter(site -> site.site().equals(Site.HERE)).findFirst();
    }

    /** How far the others are. */
    public List<SiteState> elsewhere() {
        return sites.stream().filter(site -> !site.site().equals(Site.HERE)).toList();
    }

    /** Whether somebody was asked and nobody elsewhere has answered or still may. */
    public boolean isOffline() {
        return !elsewhere().isEmpty() && elsewhere().stream().allMatch(ListSnapshot::isSilent);
    }

    private static boolean isSilent(SiteState site) {
        return (site.phase() == SiteState.Phase.FAILED || site.phase() == SiteState.Phase.TIMED_OUT)
                && site.found() == 0;
    }

    /** Without patient data. */
    @Override
    public String toString() {
        return "ListSnapshot[%d: %d rows]".formatted(number, rows.size());
    }
}
