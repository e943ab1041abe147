package org.lectern.imaging.dicomweb;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port of a URI (RFC 6454): what credentials are for. */
record Origin(String scheme, String host, int port) {
    static Origin of(URI uri) {
        String scheme = lower(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, lower(uri.getHost()), port);
    }

    private static String lower(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    boolean isEncrypted() {
        return scheme.equals("https");
    }

    /** Whether it is this computer by an address that cannot lead elsewhere. */
    boolean isLoopback() {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** For people: host and port, the port left out where it is the usual one. */
    String display() {
        return port == (isEncrypted() ? 443 : 80) ? host : host + ":" + port;
    }
}
