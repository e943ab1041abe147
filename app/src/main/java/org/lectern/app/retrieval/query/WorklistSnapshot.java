package org.lectern.app.retrieval.query;

import java.time.LocalDate;
import java.util.List;

/**
 * The list of a day so far.
 *
 * @param entries by time
 * @param unscheduled studies of the day that nobody scheduled
 * @param sites the sites that were asked for their worklists, then those asked for studies
 */
public record WorklistSnapshot(
        LocalDate day, List<WorklistEntry> entries, List<StudyRow> unscheduled, List<SiteState> sites) {
    /** Copies the lists. */
    public WorklistSnapshot {
        entries = List.copyOf(entries);
        unscheduled = List.copyOf(unscheduled);
        sites = List.copyOf(sites);
    }
}
