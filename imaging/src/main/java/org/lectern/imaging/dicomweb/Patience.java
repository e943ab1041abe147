package org.lectern.imaging.dicomweb;

import java.time.Duration;

/**
 * How long a server may be silent.
 *
 * @param connect until the connection stands
 * @param answer until the answer begins, counted from the last byte that went out
 * @param stall between two pieces of an answer
 */
public record Patience(Duration connect, Duration answer, Duration stall) {
    /** For servers that were given none. */
    public static final Patience USUAL =
            new Patience(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60));

    /** Refuses what is no time. */
    public Patience {
        if (isNone(connect) || isNone(answer) || isNone(stall)) {
            throw new IllegalArgumentException("Time limits are longer than nothing");
        }
    }

    private static boolean isNone(Duration duration) {
        return duration.isNegative() || duration.isZero();
    }
}
