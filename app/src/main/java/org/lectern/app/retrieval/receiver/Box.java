package org.lectern.app.retrieval.receiver;

import org.lectern.app.retrieval.Arrivals;
import org.lectern.imaging.dimse.CommitmentReports;

/**
 * Reports, and what ends when nobody waits for them any more.
 *
 * @param ending closes the server that was started for them
 */
record Box(CommitmentReports reports, Runnable ending) implements Arrivals.ReportBox {
    @Override
    public void close() {
        ending.run();
    }
}
