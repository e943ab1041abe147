package org.lectern.app.retrieval.transfer;

import java.util.List;
import org.lectern.app.retrieval.Site;
import org.lectern.imaging.network.Cancellation;

/** What a running job may see and say; all of it is safe for several threads. */
interface Work {
    /** The job's own number. */
    long id();

    /** What is asked for. */
    TransferRequest request();

    /** With whom. */
    Site site();

    /** When to end. */
    Cancellation cancellation();

    /** Whether a reader waits, so that the first image comes before everything else. */
    boolean isUrgent();

    /** Series that are needed first, the most needed first. */
    List<String> firstSeries();

    /** Instances that are needed first. */
    List<String> firstInstances();

    /** So many objects there are to be and so many of them are over. */
    void total(int all, int over);

    /** One more is over. */
    void over(long bytes);

    /** Runs work beside the caller's when a connection is free; answers whether it does. */
    boolean beside(Runnable stream);
}
