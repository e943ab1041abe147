package org.lectern.app.retrieval.transfer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of the list of transfers, as it is now.
 *
 * @param id unique for ever
 * @param site the site that it works with, or the one that it will begin with
 * @param words what goes wrong or is noteworthy and what to do; empty when nothing is
 * @param nextTry when it tries again, while it waits after a failure
 * @param position place in the list; smaller goes first within one priority
 */
public record Transfer(
        long id,
        TransferRequest request,
        State state,
        Priority priority,
        String site,
        Progress progress,
        Verification verification,
        List<String> words,
        int attempts,
        Optional<Instant> nextTry,
        double position,
        Instant added,
        Optional<Instant> ended) {
    /** Copies the list. */
    public Transfer {
        words = List.copyOf(words);
    }

    /** Which way. */
    public TransferRequest.Kind kind() {
        return request.kind();
    }

    /** Whether the archive has confirmed that it keeps all that was sent. */
    public boolean isConfirmed() {
        return state == State.FINISHED && request.isCommitted() && words.contains(SendWork.confirmation(site));
    }

    /** Whose study. */
    public Subject subject() {
        return request.subject();
    }
}
