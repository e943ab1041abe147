package org.lectern.imaging.codec.jpeg;

/** Counts minimum coded units between restart markers (T.81 E.2.4). */
final class Restarts {
    private final int interval;
    private int left;
    private int passed;

    /** No restarts where the interval is 0. */
    Restarts(int interval) {
        this.interval = interval;
        this.left = interval;
    }

    /** To be asked before each unit: whether a marker stands here. */
    boolean due() {
        if (interval == 0) {
            return false;
        }
        if (left-- > 0) {
            return false;
        }
        left = interval - 1;
        return true;
    }

    /** How many markers came before. */
    int next() {
        return passed++;
    }
}
