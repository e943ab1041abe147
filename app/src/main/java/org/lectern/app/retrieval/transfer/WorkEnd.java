package org.lectern.app.retrieval.transfer;

import java.util.List;

/** How one attempt of a job with one site ended. */
sealed interface WorkEnd {
    /** All is over. */
    record Done(Verification verification, List<String> words) implements WorkEnd {}

    /** All is sent; the archive has not said yet that it is responsible. */
    record Sent(List<String> words) implements WorkEnd {}

    /**
     * Something is missing.
     *
     * @param isPassing whether trying again at this site may help
     * @param isLocal whether it is this computer's fault, so that no other site helps either
     */
    record Failed(String words, boolean isPassing, boolean isLocal, Verification verification) implements WorkEnd {}

    /** It was asked to end. */
    record Stopped() implements WorkEnd {}
}
