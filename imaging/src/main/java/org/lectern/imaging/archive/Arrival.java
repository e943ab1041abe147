package org.lectern.imaging.archive;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of one object that was added to the archive.
 *
 * @param source where it came from
 * @param outcome whether it is now in the archive
 * @param notes what was irregular about it, without patient data
 */
public record Arrival(
        Path source, Outcome outcome, String studyUid, String sopInstanceUid, long bytes, List<String> notes) {
    /** Whether the object is in the archive now. */
    public enum Outcome {
        /** New, stored. */
        STORED,
        /** The same was here already, in whatever transfer syntax. */
        ALREADY_HERE,
        /** The object is here already; one of the two was compressed with loss. The one here was kept. */
        LOSSY_COPY,
        /** Another object with the same SOP Instance UID was here already and was kept. */
        CONFLICT
    }

    /** Copies the list. */
    public Arrival {
        notes = List.copyOf(notes);
    }
}
