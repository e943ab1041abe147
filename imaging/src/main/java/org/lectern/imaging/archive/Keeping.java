package org.lectern.imaging.archive;

import java.time.Instant;
import java.util.Set;

/**
 * Why a study stays in the archive or may go.
 *
 * @param pinned whether its user wants to keep it
 * @param held how many of its objects are held for somebody's sake, such as a transfer that has not ended
 * @param origins how its objects came
 * @param nodes the systems that they came from
 * @param lastUsed when it was last opened or received
 */
public record Keeping(boolean pinned, int held, Set<Origin> origins, Set<String> nodes, Instant lastUsed) {
    /** Copies the sets. */
    public Keeping {
        origins = Set.copyOf(origins);
        nodes = Set.copyOf(nodes);
    }
}
