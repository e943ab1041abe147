package org.lectern.imaging.dicomweb;

import org.lectern.imaging.data.DataSet;

/**
 * What to look for (PS3.18 section 10.6): the identifier that C-FIND would have.
 *
 * @param keys matching keys with their values (wildcards, ranges, lists, items of sequences as in PS3.4 section
 *     C.2.2.2) and return keys without
 * @param limit most answers, at least 1
 * @param fuzzy whether names should match by sound, where the server can
 */
public record SearchQuery(Level level, DataSet keys, int limit, boolean fuzzy) {
    /** What an answer is. */
    public enum Level {
        /** Studies. */
        STUDY("studies"),
        /** Series of a study, or of all. */
        SERIES("series"),
        /** Instances of a series, a study, or of all. */
        INSTANCE("instances");

        private final String path;

        Level(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    /** Refuses a limit below 1. */
    public SearchQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("The limit of a search is at least 1");
        }
    }
}
