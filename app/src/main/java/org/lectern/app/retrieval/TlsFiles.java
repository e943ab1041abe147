package org.lectern.app.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.lectern.app.security.Sealed;
import org.lectern.app.security.Vault;
import org.lectern.imaging.network.TlsSettings;

/**
 * Whom we trust and who we are (PS3.15 section B.12).
 *
 * @param authorities certificates that are trusted, PEM; empty for those that the Java platform trusts
 * @param certificate our certificate, PKCS #12 or PEM; empty when the other side wants none
 * @param key its private key, PEM; empty when it is in the certificate's file
 * @param password opens the key
 * @param anyHost whether a trusted certificate may be made out for another host name
 */
public record TlsFiles(
        Optional<Path> authorities,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<Sealed> password,
        boolean anyHost) {
    /** Trusts what the Java platform trusts and shows no certificate. */
    public static final TlsFiles PLATFORM =
            new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Reads the files. */
    public TlsSettings settings(Vault vault, String purpose) throws IOException {
        TlsSettings.Builder settings = TlsSettings.builder();
        if (authorities.isPresent()) {
            settings.trust(authorities.get());
        }
        if (certificate.isPresent()) {
            char[] opens =
                    password.isPresent() ? vault.open(purpose, password.get()).toCharArray() : new char[0];
            String name = certificate.get().toString().toLowerCase(Locale.ROOT);
            if (key.isEmpty() && (name.endsWith(".p12") || name.endsWith(".pfx"))) {
                settings.identity(certificate.get(), opens);
            } else {
                settings.identity(certificate.get(), key.orElse(certificate.get()), opens);
            }
        }
        if (anyHost) {
            settings.withoutHostVerification();
        }
        return settings.build();
    }
}
