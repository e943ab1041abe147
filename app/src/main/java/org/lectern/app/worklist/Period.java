package org.lectern.app.worklist;

import java.time.LocalDate;
import java.util.Optional;

/** How far back the list goes. */
public enum Period {
    /** No limit. */
    ANY("Any date", -1),
    /** Today only. */
    TODAY("Today", 0),
    /** Seven days back. */
    WEEK("Last 7 days", 7),
    /** Thirty days back. */
    MONTH("Last 30 days", 30),
    /** A year back. */
    YEAR("Last 12 months", 365);

    private final String words;
    private final int daysBack;

    Period(String words, int daysBack) {
        this.words = words;
        this.daysBack = daysBack;
    }

    /** The first day that belongs to it. */
    public Optional<LocalDate> from(LocalDate today) {
        return daysBack < 0 ? Optional.empty() : Optional.of(today.minusDays(daysBack));
    }

    @Override
    public String toString() {
        return words;
    }
}
