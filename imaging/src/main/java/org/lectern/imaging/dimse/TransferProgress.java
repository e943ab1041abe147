package org.lectern.imaging.dimse;

import org.lectern.imaging.network.ObjectSink;

/** Hears how a transfer goes, on the thread that transfers, one call at a time. */
public interface TransferProgress {
    /** Nobody listens. */
    TransferProgress NONE = new TransferProgress() {};

    /** An object went over completely. */
    default void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes) {}

    /** An object could not be transferred. */
    default void failed(String sopInstanceUid, String why) {}

    /** The other side says that so many are still to come; lies are possible. */
    default void remaining(int objects) {}
}
