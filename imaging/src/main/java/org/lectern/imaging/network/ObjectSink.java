package org.lectern.imaging.network;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where objects that arrive go. A receiver asks for a file, streams a whole DICOM file (PS3.10) into it, and hands it
 * over or discards it; a half-received object never gets further. Safe for several threads.
 */
public interface ObjectSink {
    /** A new empty file. */
    Path newFile() throws IOException;

    /**
     * Takes a whole file over. When this returns, the object is kept as safely as the sink promises, and a sender may be
     * told so.
     *
     * @return what became of it
     * @throws IOException when it cannot be kept; the file is gone then
     */
    Outcome take(Received object) throws IOException;

    /** Deletes a file that was not completed. */
    void discard(Path file);

    /** Makes all that was taken findable before it returns, where the sink does that in groups. */
    default void flush() throws IOException {}

    /**
     * An object that has arrived.
     *
     * @param from who sent it, such as an AE title or a URL without credentials
     */
    record Received(Path file, String sopClassUid, String sopInstanceUid, String from) {}

    /** What became of an object. */
    enum Outcome {
        /** New, kept. */
        STORED,
        /** The same was here already. */
        ALREADY_HERE,
        /** The same object is here already and stays; one of the two was compressed with loss. The arrival was dropped. */
        LOSSY_COPY,
        /** Another object with the same SOP Instance UID is here already and stays; the arrival was set aside or dropped. */
        CONFLICT
    }
}
