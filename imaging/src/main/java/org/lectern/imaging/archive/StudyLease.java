package org.lectern.imaging.archive;

/** Keeps a study in the archive while it is open somewhere. */
public interface StudyLease extends AutoCloseable {
    /** The study may go again. */
    @Override
    void close();
}
