package org.lectern.imaging.archive;

/**
 * How an object came into the archive. The numbers stand in the index and the endings in the names of files, from which an
 * index that is built again learns them; neither ever changes.
 */
public enum Origin {
    /** Its user brought it: a file, a medium. */
    IMPORTED(0, ".dcm"),
    /** Another system sent it, unasked. */
    RECEIVED(1, ".received.dcm"),
    /** It was asked for, and can be asked for again. */
    FETCHED(2, ".fetched.dcm"),
    /** It was made or changed here. */
    MADE_HERE(3, ".made.dcm");

    private final int number;
    private final String ending;

    Origin(int number, String ending) {
        this.number = number;
        this.ending = ending;
    }

    /** How the names of such objects' files end. */
    String ending() {
        return ending;
    }

    /** The origin of the object that lies at a place. */
    static Origin at(String place) {
        for (Origin origin : values()) {
            if (origin != IMPORTED && place.endsWith(origin.ending)) {
                return origin;
            }
        }
        return IMPORTED;
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
