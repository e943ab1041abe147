package org.lectern.imaging.archive;

/**
 * What a receiver has taken so far.
 *
 * @param stored objects that were new
 * @param alreadyHere objects that were here already, in whatever transfer syntax
 * @param conflicts objects whose SOP Instance UID another object, or a copy compressed with loss, has here; they were dropped
 * @param bytes size of all of them
 */
public record Reception(int stored, int alreadyHere, int conflicts, long bytes) {
    /** Nothing yet. */
    static final Reception NOTHING = new Reception(0, 0, 0, 0);

    Reception and(org.lectern.imaging.network.ObjectSink.Outcome outcome, long size) {
        return switch (outcome) {
            case STORED -> new Reception(stored + 1, alreadyHere, conflicts, bytes + size);
            case ALREADY_HERE -> new Reception(stored, alreadyHere + 1, conflicts, bytes + size);
            case LOSSY_COPY, CONFLICT -> new Reception(stored, alreadyHere, conflicts + 1, bytes + size);
        };
    }
}
