package org.lectern.app.retrieval;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.lectern.app.security.Sealed;

/**
 * A node that speaks DICOMweb (PS3.18).
 *
 * @param query base of QIDO-RS
 * @param retrieve base of WADO-RS
 * @param store base of STOW-RS
 * @param authentication how we say who we are
 * @param tls whom we trust with https, and our certificate
 * @param allowsPlainCredentials whether somebody said by name that credentials may go over http to another computer
 */
public record DicomWebAccess(
        URI query, URI retrieve, URI store, Authentication authentication, TlsFiles tls, boolean allowsPlainCredentials)
        implements Access {
    /** Refuses what is no address of a server; credentials do not belong into addresses. */
    public DicomWebAccess {
        query = checked(query);
        retrieve = checked(retrieve);
        store = checked(store);
        if (!purpose(query).equals(purpose(retrieve)) || !purpose(query).equals(purpose(store))) {
            if (!(authentication instanceof Authentication.None)) {
                throw new IllegalArgumentException(
                        "Searching, fetching and sending with credentials need addresses on one server");
            }
        }
    }

    /** Credentials go over encrypted lines only. */
    public DicomWebAccess(URI query, URI retrieve, URI store, Authentication authentication, TlsFiles tls) {
        this(query, retrieve, store, authentication, tls, false);
    }

    /** One base for all services. */
    public static DicomWebAccess of(URI base) {
        return new DicomWebAccess(base, base, base, new Authentication.None(), TlsFiles.PLATFORM);
    }

    /** With credentials. */
    public DicomWebAccess with(Authentication other) {
        return new DicomWebAccess(query, retrieve, store, other, tls, allowsPlainCredentials);
    }

    /** With credentials going over http, where anybody on the way can read them, or not. */
    public DicomWebAccess withPlainCredentials(boolean allowed) {
        return new DicomWebAccess(query, retrieve, store, authentication, tls, allowed);
    }

    /**
     * Why credentials would be held back: they would go over http to another computer, and nobody allowed that by name.
     * Empty where they may be sent.
     */
    public Optional<String> exposure() {
        return exposureOf(!(authentication instanceof Authentication.None));
    }

    /** The same for credentials that may be given yet. */
    public Optional<String> exposureOf(boolean hasCredentials) {
        boolean isEncrypted = Stream.of(query, retrieve, store)
                .allMatch(address -> address.getScheme().equalsIgnoreCase("https"));
        return !hasCredentials || isEncrypted || allowsPlainCredentials || Hosts.isThisComputer(host())
                ? Optional.empty()
                : Optional.of("The password or token for %s would go over a line that is not encrypted, where anybody"
                                .formatted(host())
                        + " on the way can read it");
    }

    /** How we say who we are. */
    public sealed interface Authentication {
        /** Not at all, or by certificate only. */
        record None() implements Authentication {}

        /** Name and password (RFC 7617). */
        record Basic(String user, Sealed password) implements Authentication {}

        /** A token that somebody gave us (RFC 6750). */
        record Bearer(Sealed token) implements Authentication {}

        /**
         * OAuth 2.0: in the browser with PKCE (RFC 7636), or with the client's own secret.
         *
         * @param issuer whose endpoints are looked up (RFC 8414)
         * @param refreshToken from the last time that somebody signed in
         */
        record OAuth(
                URI issuer, String clientId, String scope, Optional<Sealed> clientSecret, Optional<Sealed> refreshToken)
                implements Authentication {
            /** Refuses an issuer without encryption, except on this computer. */
            public OAuth {
                issuer = checked(issuer);
            }
        }
    }

    private static URI checked(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("An address of a web server starts with http:// or https://");
        }
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException("An address holds no user and no password; give them as options");
        }
        if (address.getHost() == null || address.getQuery() != null || address.getFragment() != null) {
            throw new IllegalArgumentException(
                    "An address is http(s)://host[:port][/path], without a question mark and a hash");
        }
        String text = address.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : address;
    }

    private static String purpose(URI address) {
        return address.getScheme().toLowerCase(Locale.ROOT) + " "
                + address.getHost().toLowerCase(Locale.ROOT) + ":" + port(address);
    }

    private static int port(URI address) {
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    @Override
    public String address() {
        return query.toString();
    }

    @Override
    public String purpose() {
        return purpose(query);
    }

    @Override
    public String host() {
        String host = query.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public int port() {
        return port(query);
    }
}
