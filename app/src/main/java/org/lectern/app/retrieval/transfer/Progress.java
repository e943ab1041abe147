package org.lectern.app.retrieval.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far a transfer is.
 *
 * @param objects how many are over, those that were there before included
 * @param total how many there are to be, once known
 * @param bytes how much went over in this process
 * @param bytesPerSecond over the last seconds; 0 while nothing moves
 * @param timeLeft at this rate
 */
public record Progress(int objects, OptionalInt total, long bytes, long bytesPerSecond, Optional<Duration> timeLeft) {
    /** Nothing yet. */
    public static final Progress NONE = new Progress(0, OptionalInt.empty(), 0, 0, Optional.empty());

    /** The part that is over, 0 to 1; 0 while the total is unknown. */
    public double fraction() {
        return total.isEmpty() || total.getAsInt() == 0 ? 0 : Math.min(1, objects / (double) total.getAsInt());
    }
}
