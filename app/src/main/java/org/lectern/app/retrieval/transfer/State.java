package org.lectern.app.retrieval.transfer;

/** Where a transfer stands. */
public enum State {
    /** Its turn comes, or it tries again later. */
    WAITING("Waiting"),
    /** Objects go over. */
    ACTIVE("Active"),
    /** The reader holds it. */
    HELD("On hold"),
    /** Everything was sent; the archive has not yet said that it is responsible (storage commitment). */
    AWAITING_COMMITMENT("Sent, not yet confirmed"),
    /** All that was asked for went over. */
    FINISHED("Finished"),
    /** It does not go on by itself. */
    FAILED("Failed"),
    /** The reader gave it up. */
    CANCELLED("Cancelled");

    private final String words;

    State(String words) {
        this.words = words;
    }

    /** Whether it does not go on unless it is tried again. */
    public boolean isEnd() {
        return this == FINISHED || this == FAILED || this == CANCELLED;
    }

    @Override
    public String toString() {
        return words;
    }
}
