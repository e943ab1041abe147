package org.lectern.app.retrieval;

import java.nio.file.Path;
import java.util.Optional;
import org.lectern.app.security.Sealed;

/**
 * Whom we trust and who we are (PS3.15 section B.12).
 *
 * @param authorities certificates that are trusted, PEM; empty for those that the Java platform trusts
 * @param identity our certificate with its key, PKCS #12 or PEM; empty when the other side wants none
 * @param password opens the key
 */
public record TlsFiles(Optional<Path> authorities, Optional<Path> identity, Optional<Sealed> password) {
    /** Trusts what the Java platform trusts and shows no certificate. */
    public static final TlsFiles PLATFORM = new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());
}
