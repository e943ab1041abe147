package org.lectern.imaging.archive;

/** How an object came into the archive. The numbers stand in the index and never change. */
public enum Origin {
    /** Its user brought it: a file, a medium. */
    IMPORTED(0),
    /** Another system sent it, unasked. */
    RECEIVED(1),
    /** It was asked for, and can be asked for again. */
    FETCHED(2),
    /** It was made or changed here. */
    MADE_HERE(3);

    private final int number;

    Origin(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Origin of(int number) {
        for (Origin origin : values()) {
            if (origin.number == number) {
                return origin;
            }
        }
        return IMPORTED; // the one that is never given up
    }
}
