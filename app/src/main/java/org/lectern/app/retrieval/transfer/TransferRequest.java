package org.lectern.app.retrieval.transfer;

import java.nio.file.Path;
import java.util.List;

/**
 * What is to go where.
 *
 * @param sites where it can be had, the best first; for a send its one destination
 * @param series what is fetched of the study; empty for all of it
 * @param files what is sent; none for what is fetched
 * @param isCommitted whether the archive is asked to take responsibility for what was sent (PS3.4 Annex J)
 */
public record TransferRequest(
        Kind kind,
        Subject subject,
        List<String> sites,
        Priority priority,
        List<String> series,
        List<Path> files,
        boolean isCommitted) {
    /** Which way. */
    public enum Kind {
        /** From a site to here, because a reader wants it. */
        RETRIEVE,
        /** From here to a site. */
        SEND,
        /** From a site to here, because a rule says that a reader will want it. */
        PREFETCH
    }

    /** Copies the lists and refuses what cannot be done. */
    public TransferRequest {
        sites = List.copyOf(sites);
        series = List.copyOf(series);
        files = List.copyOf(files);
        if (sites.isEmpty() || kind == Kind.SEND && (sites.size() != 1 || files.isEmpty())) {
            throw new IllegalArgumentException("A transfer has a site, a send one destination and files");
        }
    }

    /** Fetches a study that a reader asked for. */
    public static TransferRequest retrieve(Subject subject, List<String> sites) {
        return new TransferRequest(Kind.RETRIEVE, subject, sites, Priority.ASKED, List.of(), List.of(), false);
    }

    /** Fetches a study ahead. */
    public static TransferRequest prefetch(Subject subject, List<String> sites, Priority priority) {
        return new TransferRequest(Kind.PREFETCH, subject, sites, priority, List.of(), List.of(), false);
    }

    /** Sends files of one study. */
    public static TransferRequest send(Subject subject, String site, List<Path> files, boolean isCommitted) {
        return new TransferRequest(Kind.SEND, subject, List.of(site), Priority.ASKED, List.of(), files, isCommitted);
    }
}
