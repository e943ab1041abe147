package org.lectern.app.retrieval.transfer;

/** Who waits for a transfer; what is declared first goes first. */
public enum Priority {
    /** The reader looks at the place where it will appear. */
    ON_SCREEN("On screen"),
    /** The reader asked for it. */
    ASKED("Asked for"),
    /** A prior of the exam that is open. */
    PRIOR("Prior"),
    /** One of the next cases of the list. */
    NEXT("Next case"),
    /** Nobody waits. */
    BACKGROUND("Background");

    private final String words;

    Priority(String words) {
        this.words = words;
    }

    /** Whether a reader waits for it; work that nobody waits for is interrupted for it. */
    public boolean isUrgent() {
        return this == ON_SCREEN || this == ASKED;
    }

    @Override
    public String toString() {
        return words;
    }
}
