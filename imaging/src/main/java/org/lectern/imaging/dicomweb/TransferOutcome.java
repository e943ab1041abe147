package org.lectern.imaging.dicomweb;

import java.util.Map;

/**
 * How a transfer ended.
 *
 * @param transferred objects that went over
 * @param failures why others did not, by SOP Instance UID; by what and number, as in {@code part 3}, where the UID is unknown
 * @param isCancelled whether it ended before the end because that was asked for
 */
public record TransferOutcome(int transferred, Map<String, String> failures, boolean isCancelled) {
    /** Copies the map. */
    public TransferOutcome {
        failures = Map.copyOf(failures);
    }
}
