package org.lectern.app.retrieval.transfer;

import java.time.Duration;

/**
 * How much goes on at once and how often one tries.
 *
 * @param streams transfers over all sites at a time
 * @param streamsPerJob of which one job may have so many
 * @param attempts without any progress before a job has failed
 * @param firstPause before the second attempt; doubled for each next
 * @param longestPause at most
 * @param listed instances of one series that are listed to verify it; the rest is fetched unverified and told
 */
public record TransferLimits(
        int streams, int streamsPerJob, int attempts, Duration firstPause, Duration longestPause, int listed) {
    /** For a workstation. */
    public static final TransferLimits USUAL =
            new TransferLimits(8, 3, 8, Duration.ofSeconds(1), Duration.ofMinutes(5), 100_000);

    /** Refuses limits that let nothing through. */
    public TransferLimits {
        if (streams < 1 || streamsPerJob < 1 || attempts < 1 || listed < 1) {
            throw new IllegalArgumentException("Limits of transfers are 1 at least");
        }
    }
}
