package org.lectern.app.retrieval.query;

import java.util.List;

/**
 * A search that is kept under a name.
 *
 * @param sites names of the sites to ask; empty for all
 */
public record SavedSearch(String name, SearchCriteria criteria, List<String> sites, SortOrder order) {
    private static final int LONGEST = 100;

    /** Copies the list and refuses an empty name. */
    public SavedSearch {
        sites = List.copyOf(sites);
        if (name.isBlank() || name.length() > LONGEST) {
            throw new IllegalArgumentException("A saved search has a name of up to " + LONGEST + " characters");
        }
    }
}
