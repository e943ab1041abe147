package org.lectern.imaging.dimse;

import org.lectern.imaging.dimse.association.Negotiated;

/** Hears of associations that others open to us; on the thread of the association, so it must not block. */
public interface Visits {
    /** Nobody listens. */
    Visits UNSEEN = new Visits() {};

    /**
     * An association was accepted.
     *
     * @param peer address and port of the caller
     */
    default void came(Negotiated agreed, String peer) {}

    /** It has ended. */
    default void went(Negotiated agreed, String peer) {}
}
