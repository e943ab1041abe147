package org.lectern.imaging.dimse;

import java.util.Map;

/**
 * How a transfer ended.
 *
 * @param transferred objects that went over, by our own count; for C-MOVE by the peer's
 * @param duplicates objects that came more than once
 * @param failures why, by SOP Instance UID where it is known
 * @param remote what the peer says of its sub-operations; {@link SubOperations#NONE} where it says nothing
 */
public record TransferEnd(
        int transferred, int duplicates, Map<String, String> failures, SubOperations remote, boolean isCancelled) {
    /** Copies the map. */
    public TransferEnd {
        failures = Map.copyOf(failures);
    }
}
