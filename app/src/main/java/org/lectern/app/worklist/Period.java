package org.lectern.app.worklist;

import java.util.Arrays;
import java.util.Optional;
import org.lectern.app.retrieval.query.DateSpan;

/** How far back the list goes. */
public enum Period {
    /** No limit. */
    ANY("Any date"),
    /** Today only. */
    TODAY("Today"),
    /** Yesterday only. */
    YESTERDAY("Yesterday"),
    /** Three days back. */
    THREE_DAYS("Last 3 days"),
    /** Seven days back. */
    WEEK("Last 7 days"),
    /** Thirty days back. */
    MONTH("Last 30 days"),
    /** A year back. */
    YEAR("Last 12 months"),
    /** Five years back. */
    FIVE_YEARS("Last 5 years");

    private final String words;

    Period(String words) {
        this.words = words;
    }

    /** The days that belong to it. */
    public DateSpan span() {
        return switch (this) {
            case ANY -> DateSpan.ANY;
            case TODAY -> DateSpan.TODAY;
            case YESTERDAY -> DateSpan.YESTERDAY;
            case THREE_DAYS -> DateSpan.lastDays(3);
            case WEEK -> DateSpan.lastDays(7);
            case MONTH -> DateSpan.lastDays(30);
            case YEAR -> DateSpan.lastDays(365);
            case FIVE_YEARS -> DateSpan.lastDays(5 * 365 + 1);
        };
    }

    /** A period by the name that files have for it. */
    static Optional<Period> named(String name) {
        return Arrays.stream(values())
                .filter(period -> period.name().equals(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return words;
    }
}
