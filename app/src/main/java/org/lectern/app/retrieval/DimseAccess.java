package org.lectern.app.retrieval;

import java.util.Optional;
import org.lectern.app.security.Sealed;

/**
 * A node that speaks DIMSE (PS3.7, PS3.8).
 *
 * @param aeTitle its application entity title
 * @param callingAeTitle how we call ourselves to it; empty for the station's own AE title
 * @param way how objects are fetched
 * @param tls how the connection is secured; empty for plain TCP
 * @param user who we say that we are (PS3.7 section D.3.3.7)
 */
public record DimseAccess(
        String aeTitle,
        String host,
        int port,
        Optional<String> callingAeTitle,
        Way way,
        Optional<TlsFiles> tls,
        Optional<User> user)
        implements Access {
    /** How objects are fetched. */
    public enum Way {
        /** On the same association (PS3.4 section C.4.3). */
        GET,
        /** The node opens an association to our receiver (PS3.4 section C.4.2). */
        MOVE
    }

    /** Name and, where the node wants one, passcode. */
    public record User(String name, Optional<Sealed> password) {
        /** Refuses a user without a name. */
        public User {
            if (name.isBlank()) {
                throw new IllegalArgumentException("A user needs a name");
            }
        }
    }

    /** Refuses what is no AE title, host or port. */
    public DimseAccess {
        aeTitle = AeTitle.checked(aeTitle);
        callingAeTitle = callingAeTitle.map(AeTitle::checked);
        if (!Hosts.isHost(host)) {
            throw new IllegalArgumentException("'" + host + "' is no host name and no IP address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("A port is a number from 1 to 65535");
        }
    }

    /** A node by its three usual coordinates: plain TCP, C-GET. */
    public static DimseAccess of(String aeTitle, String host, int port) {
        return new DimseAccess(aeTitle, host, port, Optional.empty(), Way.GET, Optional.empty(), Optional.empty());
    }

    @Override
    public String address() {
        return "%s://%s@%s:%d".formatted(tls.isPresent() ? "dicoms" : "dicom", aeTitle, Hosts.inUrl(host), port);
    }

    @Override
    public String purpose() {
        return "dimse " + host + ":" + port + (tls.isPresent() ? " tls" : "");
    }
}
