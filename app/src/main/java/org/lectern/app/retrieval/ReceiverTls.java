package org.lectern.app.retrieval;

import java.io.IOException;
import java.util.Optional;
import org.lectern.app.security.Sealed;
import org.lectern.app.security.Vault;
import org.lectern.app.settings.Station;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.TlsSettings;

/** How whatever listens here for others is secured, all the time or for the moment (PS3.15 section B.12). */
public final class ReceiverTls {
    /** What the password of the receiver's key is sealed for. */
    public static final String PURPOSE = "receiver";

    private ReceiverTls() {}

    /**
     * Reads certificate and key of a station; nothing for plain TCP.
     *
     * @throws IOException in words when they cannot be used: there is no falling back to plain TCP
     */
    public static Optional<TlsSettings> of(Station station, Vault vault) throws IOException {
        if (station.tls().isEmpty()) {
            return Optional.empty();
        }
        Station.Secured secured = station.tls().get();
        TlsFiles files = new TlsFiles(
                secured.authorities(),
                Optional.of(secured.certificate()),
                secured.key(),
                secured.password().map(Sealed::new),
                true);
        return Optional.of(files.settings(vault, PURPOSE));
    }

    /** Settings secured as a station is set up. */
    public static ListenerSettings secured(ListenerSettings plain, Station station, Vault vault) throws IOException {
        Optional<TlsSettings> tls = of(station, vault);
        return tls.isPresent() ? plain.with(tls.get(), station.isMutual()) : plain;
    }
}
