package org.lectern.app.retrieval.transfer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before trying again: doubled each time, with jitter so that stations do not all come back at once. */
record Pause(Duration first, Duration longest, RandomGenerator jitter) {
    private static final int MOST_DOUBLINGS = 20;

    /** Between half of the full pause and all of it, after so many failures. */
    Duration after(int failures) {
        long full = first.toMillis() << Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1));
        long millis = Math.min(longest.toMillis(), full);
        return Duration.ofMillis(millis / 2 + jitter.nextLong(millis / 2 + 1));
    }
}
