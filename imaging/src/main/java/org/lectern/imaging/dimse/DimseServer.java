package org.lectern.imaging.dimse;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.lectern.imaging.dimse.association.Listener;
import org.lectern.imaging.dimse.association.ListenerSettings;

/**
 * A receiver that listens permanently and answers what {@link Services} offers. An association or a handler that fails
 * concerns nobody else.
 */
public final class DimseServer implements AutoCloseable {
    private final Listener listener;

    private DimseServer(Listener listener) {
        this.listener = listener;
    }

    /**
     * Begins to listen.
     *
     * @param io a virtual thread for each task
     * @throws org.lectern.imaging.network.NetworkException when the port cannot be had
     */
    public static DimseServer start(ListenerSettings settings, Services services, ExecutorService io)
            throws IOException {
        return start(settings, services, Visits.UNSEEN, io);
    }

    /** Begins to listen and tells of each association. */
    public static DimseServer start(ListenerSettings settings, Services services, Visits visits, ExecutorService io)
            throws IOException {
        Negotiator negotiator = new Negotiator(services, ServedAssociation.LONGEST_PDATA_BYTES);
        return new DimseServer(Listener.start(
                settings,
                negotiator::answer,
                association -> {
                    visits.came(association.negotiated(), association.peer());
                    try {
                        new ServedAssociation(association, services, io).serve();
                    } finally {
                        visits.went(association.negotiated(), association.peer());
                    }
                },
                io));
    }

    /** Where it listens. */
    public int port() {
        return listener.port();
    }

    /** Associations that are open now. */
    public int openAssociations() {
        return listener.openAssociations();
    }

    /** Stops listening and ends the associations; nothing that was half received is kept. */
    @Override
    public void close() {
        listener.close();
    }
}
