package org.lectern.imaging.dimse.association;

import java.time.Duration;

/**
 * How long we wait.
 *
 * @param connect for the transport connection
 * @param association for the answer to an association request or a release; also ARTIM (PS3.8 section 9.1.5)
 * @param response for the next message
 * @param stall in the middle of a message or a write, for the next byte to move
 * @param cancel after a cancel request, for the peer to end by itself
 */
public record Timeouts(Duration connect, Duration association, Duration response, Duration stall, Duration cancel) {
    /** Of use on hospital networks. */
    public static final Timeouts STANDARD = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2));

    /** Refuses what is not positive. */
    public Timeouts {
        for (Duration duration : new Duration[] {connect, association, response, stall, cancel}) {
            if (duration.isNegative() || duration.isZero() || duration.toMillis() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("A time-out of " + duration);
            }
        }
    }

    /** With another time for the next message, as a C-MOVE from tape may need. */
    public Timeouts withResponse(Duration longer) {
        return new Timeouts(connect, association, longer, stall, cancel);
    }
}
