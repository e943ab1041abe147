package org.lectern.imaging.dimse;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lectern.imaging.network.Cancellation;

/**
 * Reports on storage commitment (N-EVENT-REPORT, PS3.4 section J.3.3) that arrive over an association of their own: handed
 * from the server to whoever waits for the transaction. A report that nobody waits for is dropped. Safe for several
 * threads.
 */
public final class CommitmentReports {
    private final Map<String, Waiting> waiting = new HashMap<>();

    /** No transactions yet. */
    public CommitmentReports() {}

    private static final class Waiting {
        private final Runnable wake;
        private Optional<Map<String, String>> report = Optional.empty();

        private Waiting(Runnable wake) {
            this.wake = wake;
        }
    }

    /** Expects the report on a transaction; {@code wake} runs when it is here. */
    synchronized void expect(String transactionUid, Runnable wake) {
        waiting.put(transactionUid, new Waiting(wake));
    }

    /** Takes a report; false when nobody expects it. */
    boolean take(String transactionUid, Map<String, String> failures) {
        Waiting who;
        synchronized (this) {
            who = waiting.get(transactionUid);
            if (who == null) {
                return false;
            }
            who.report = Optional.of(Map.copyOf(failures));
            notifyAll();
        }
        who.wake.run();
        return true;
    }

    /** The report if it is here. */
    synchronized Optional<Map<String, String>> report(String transactionUid) {
        Waiting who = waiting.get(transactionUid);
        return who == null ? Optional.empty() : who.report;
    }

    /** Waits for the report so long, or until cancelled. */
    synchronized Optional<Map<String, String>> await(
            String transactionUid, Duration patience, Cancellation cancellation) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); left > 0; left = until - System.nanoTime()) {
            Optional<Map<String, String>> report = report(transactionUid);
            if (report.isPresent() || cancellation.isCancelled()) {
                return report;
            }
            wait(left / 1_000_000 + 1);
        }
        return report(transactionUid);
    }

    /** Wakes whoever waits, so that it can look at its cancellation. */
    synchronized void nudge() {
        notifyAll();
    }

    /** Expects a report no longer. */
    synchronized void forget(String transactionUid) {
        waiting.remove(transactionUid);
    }
}
