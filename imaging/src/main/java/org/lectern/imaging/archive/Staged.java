package org.lectern.imaging.archive;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.lectern.imaging.archive.Arrival.Outcome;

/**
 * An object that waits in the incoming folder to become part of the archive.
 *
 * @param source where it came from, for the report
 * @param file where it lies for now
 * @param place where it is to lie
 * @param origin how it came
 * @param node which system it came from, empty when none
 * @param settled whether its bytes are known to lie on the medium
 */
record Staged(
        Path source,
        Path file,
        ObjectRecord object,
        String place,
        long bytes,
        OptionalInt crc32c,
        Origin origin,
        String node,
        boolean settled) {
    /** An object whose bytes lie on the medium. */
    static Staged safe(Origin origin, Path source, Path file, ObjectRecord object, long bytes, OptionalInt crc32c) {
        return new Staged(source, file, object, ObjectStore.place(object, origin), bytes, crc32c, origin, "", true);
    }

    /** The same, lying elsewhere. */
    Staged at(Path other) {
        return new Staged(source, other, object, place, bytes, crc32c, origin, node, settled);
    }

    Arrival as(Outcome outcome) {
        return new Arrival(source, outcome, object.study().uid(), object.sopUid(), bytes, object.notes());
    }
}
