package org.lectern.imaging.archive;

import org.lectern.imaging.network.ObjectSink;

/** How an object that came is like the one here that has its SOP Instance UID. */
enum Likeness {
    /** The same object, in whatever transfer syntax. */
    SAME,
    /** The same, but that the pixel data of one of them was compressed with loss. */
    LOSSY_COPY,
    /** Something else. */
    OTHER;

    ObjectSink.Outcome received() {
        return switch (this) {
            case SAME -> ObjectSink.Outcome.ALREADY_HERE;
            case LOSSY_COPY -> ObjectSink.Outcome.LOSSY_COPY;
            case OTHER -> ObjectSink.Outcome.CONFLICT;
        };
    }

    Arrival.Outcome imported() {
        return switch (this) {
            case SAME -> Arrival.Outcome.ALREADY_HERE;
            case LOSSY_COPY -> Arrival.Outcome.LOSSY_COPY;
            case OTHER -> Arrival.Outcome.CONFLICT;
        };
    }
}
