package org.lectern.app.retrieval.query;

import java.time.Duration;

/**
 * How long and how much a search waits for and keeps.
 *
 * @param slow when a silent site is called slow
 * @param patience when a silent site is given up; counts from the last answer
 * @param perSite at most so many answers of one site
 * @param rows at most so many answers in all
 */
public record SearchLimits(Duration slow, Duration patience, int perSite, int rows) {
    /** For a reader at the screen. */
    public static final SearchLimits USUAL =
            new SearchLimits(Duration.ofSeconds(3), Duration.ofSeconds(60), 20_000, 100_000);
}
