package org.lectern.imaging.archive;

import java.util.Set;

/**
 * Objects that were shown and are no longer, because a rejection note has arrived (IHE RAD TF-3 4.66).
 *
 * @param forQuality whether all of them were only rejected for quality, which a site may choose to show crossed out
 */
public record Withdrawal(Set<String> sopInstanceUids, boolean forQuality) {
    /** Copies the set. */
    public Withdrawal {
        sopInstanceUids = Set.copyOf(sopInstanceUids);
    }
}
