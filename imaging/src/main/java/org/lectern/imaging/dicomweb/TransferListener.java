package org.lectern.imaging.dicomweb;

import org.lectern.imaging.network.ObjectSink;

/** Hears how a transfer goes, in the caller's thread. */
public interface TransferListener {
    /** An object went over completely. */
    void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes);

    /** An object could not be transferred; its UID is empty where it is not known. */
    void failed(String sopInstanceUid, String why);

    /** Hears nothing. */
    static TransferListener none() {
        return new TransferListener() {
            @Override
            public void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes) {}

            @Override
            public void failed(String sopInstanceUid, String why) {}
        };
    }
}
