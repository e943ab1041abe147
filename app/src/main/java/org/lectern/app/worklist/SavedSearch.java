package org.lectern.app.worklist;

/** A question that the reader asks often, under a name. */
public record SavedSearch(String name, ListQuestion question) {
    private static final int LONGEST = 40;

    /** Refuses a search without a name. */
    public SavedSearch {
        name = name.strip();
        if (name.isEmpty() || name.length() > LONGEST) {
            throw new IllegalArgumentException("A search's name has 1 to " + LONGEST + " letters");
        }
    }
}
