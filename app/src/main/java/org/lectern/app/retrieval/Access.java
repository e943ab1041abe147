package org.lectern.app.retrieval;

import java.util.Optional;

/** Where and how a node is reached. */
public sealed interface Access permits DimseAccess, DicomWebAccess {
    /** What people call it: an address without credentials. */
    String address();

    /** The server that secrets are sealed for: one that is changed in the file opens none of them. */
    String purpose();

    /** What is wrong about how it is protected; nothing when credentials and images go encrypted or stay on this computer. */
    default Optional<String> tlsWarning() {
        boolean secured = switch (this) {
            case DimseAccess dimse -> dimse.tls().isPresent();
            case DicomWebAccess web -> "https".equalsIgnoreCase(web.query().getScheme());
        };
        boolean secret = switch (this) {
            case DimseAccess dimse -> dimse.user().isPresent();
            case DicomWebAccess web -> !(web.authentication() instanceof DicomWebAccess.Authentication.None);
        };
        return secured || !secret || Hosts.isThisComputer(host())
                ? Optional.empty()
                : Optional.of("the password or token goes over the network unencrypted; use TLS");
    }

    /** Host name or address of the server. */
    String host();

    /** TCP port of the server. */
    int port();
}
