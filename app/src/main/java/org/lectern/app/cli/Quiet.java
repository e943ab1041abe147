package org.lectern.app.cli;

import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.imaging.network.ObjectSink;

/** Hears how a transfer goes and says nothing: the end is told by its result. */
enum Quiet implements RemoteArchive.Progress {
    PROGRESS;

    @Override
    public void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes) {}

    @Override
    public void failed(String sopInstanceUid, String why) {}

    @Override
    public void remaining(int objects) {}
}
