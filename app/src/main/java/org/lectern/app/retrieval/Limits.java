package org.lectern.app.retrieval;

import java.time.Duration;

/**
 * What a node may be burdened with.
 *
 * @param connections most associations or requests at once
 * @param connect how long a connection may take to come about
 * @param answer how long the other side may be silent
 */
public record Limits(int connections, Duration connect, Duration answer) {
    private static final int MOST_CONNECTIONS = 64;
    private static final Duration LONGEST = Duration.ofHours(1);

    /** For a node that was given none. */
    public static final Limits USUAL = new Limits(4, Duration.ofSeconds(10), Duration.ofSeconds(60));

    /** Refuses nonsense. */
    public Limits {
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException("Connections at once are 1 to " + MOST_CONNECTIONS);
        }
        if (isNonsense(connect) || isNonsense(answer)) {
            throw new IllegalArgumentException("Time-outs are longer than nothing and up to an hour");
        }
    }

    private static boolean isNonsense(Duration duration) {
        return duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0;
    }
}
