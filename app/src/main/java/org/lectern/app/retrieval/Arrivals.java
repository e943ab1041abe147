package org.lectern.app.retrieval;

import java.io.IOException;
import org.lectern.app.retrieval.RemoteArchive.Progress;
import org.lectern.imaging.dimse.CommitmentReports;
import org.lectern.imaging.network.ObjectSink;

/** Where objects come in that a node sends to us when we ask it to (C-MOVE). Safe for several threads. */
public interface Arrivals {
    /** Takes objects until it is closed. */
    interface Door extends AutoCloseable {
        /** Objects that came. */
        int arrived();

        @Override
        void close();
    }

    /**
     * Lets the objects of a study in.
     *
     * @param ourAeTitle to whom they will be sent
     * @param sink where they go, unless a receiver that runs anyway puts them into the archive
     */
    Door open(String ourAeTitle, String studyUid, ObjectSink sink, Progress progress) throws IOException;

    /** Where reports on storage commitment come in, until it is closed. */
    interface ReportBox extends AutoCloseable {
        /** The reports. */
        CommitmentReports reports();

        @Override
        void close();
    }

    /** Lets reports on storage commitment in that a node sends over an association of its own. */
    ReportBox reports(String ourAeTitle) throws IOException;
}
