package org.lectern.imaging.dicomweb;

import java.util.List;
import java.util.Optional;

/**
 * What a server was found to offer.
 *
 * @param search QIDO-RS
 * @param retrieve WADO-RS
 * @param store STOW-RS
 * @param paging whether limit and offset are obeyed; empty where there are too few studies to tell
 * @param transferSyntaxes UIDs in which an object that is there can be had
 * @param httpVersion such as {@code HTTP/2}
 * @param product what it calls itself; empty where it does not say
 */
public record Capabilities(
        Service search,
        Service retrieve,
        Service store,
        Optional<Boolean> paging,
        List<String> transferSyntaxes,
        String httpVersion,
        String product) {
    /** How a service was found. */
    public enum State {
        /** It answers as it should. */
        WORKS,
        /** It is there and refuses us. */
        REFUSED,
        /** It is not there. */
        ABSENT,
        /** It could not be tried. */
        UNKNOWN,
        /** It is there and fails. */
        FAILS
    }

    /**
     * A service.
     *
     * @param words what was seen, for people
     */
    public record Service(State state, String words) {}

    /** Copies the list. */
    public Capabilities {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }
}
