package org.lectern.imaging.dicomweb;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.lectern.imaging.network.TlsSettings;

/**
 * Where a DICOMweb server is and how it is talked to.
 *
 * @param query base of QIDO-RS, without a slash at the end
 * @param retrieve base of WADO-RS
 * @param store base of STOW-RS
 * @param authorization how requests say who we are; goes to the origins of the three bases only
 * @param tls whom we trust with https, and our certificate; empty for the Java runtime's authorities
 * @param allowsPlainCredentials whether credentials may go over http to another computer
 */
public record DicomWebSettings(
        URI query,
        URI retrieve,
        URI store,
        Authorization authorization,
        Optional<TlsSettings> tls,
        Patience patience,
        boolean allowsPlainCredentials) {
    /** Refuses what is no address of a server. */
    public DicomWebSettings {
        query = checked(query);
        retrieve = checked(retrieve);
        store = checked(store);
    }

    /** One base for all services, no credentials. */
    public static DicomWebSettings of(URI base) {
        return new DicomWebSettings(base, base, base, Authorization.none(), Optional.empty(), Patience.USUAL, false);
    }

    /** With credentials. */
    public DicomWebSettings with(Authorization other) {
        return new DicomWebSettings(query, retrieve, store, other, tls, patience, allowsPlainCredentials);
    }

    /** With TLS settings. */
    public DicomWebSettings with(TlsSettings other) {
        return new DicomWebSettings(
                query, retrieve, store, authorization, Optional.of(other), patience, allowsPlainCredentials);
    }

    /** With time limits. */
    public DicomWebSettings with(Patience other) {
        return new DicomWebSettings(query, retrieve, store, authorization, tls, other, allowsPlainCredentials);
    }

    /** With credentials going over http, where anybody on the way can read them. */
    public DicomWebSettings withPlainCredentials() {
        return new DicomWebSettings(query, retrieve, store, authorization, tls, patience, true);
    }

    private static URI checked(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || address.getHost() == null) {
            throw new IllegalArgumentException("The address of a web server is http(s)://host[:port][/path]");
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException("The address of a web server holds no user, question mark or hash");
        }
        String text = address.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : address;
    }
}
