package org.lectern.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.app.retrieval.ReceiverTls;
import org.lectern.app.retrieval.TlsFiles;
import org.lectern.app.security.Sealed;
import org.lectern.app.security.Vault;
import org.lectern.app.settings.Station;
import picocli.CommandLine.Option;

/** Options that say whom we trust and who we are. */
final class TlsOptions {
    @Option(
            names = "--tls-trust",
            paramLabel = "PEM",
            description = "Certificates that are trusted instead of those that Java trusts.")
    private @Nullable Path trust;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Our certificate, PEM or PKCS #12 (.p12, .pfx).")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "PEM", description = "Its private key, where it is in another file.")
    private @Nullable Path key;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "Its first line opens the key; or LECTERN_TLS_PASSWORD.")
    private @Nullable Path password;

    @Option(names = "--tls-any-host", description = "Accepts a trusted certificate made out for another host name.")
    private boolean anyHost;

    boolean isEmpty() {
        return trust == null && certificate == null && key == null && password == null && !anyHost;
    }

    Optional<Path> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** As the receiver of a station is secured; a certificate must have been given. */
    Station.Secured secured(Vault vault) throws IOException {
        TlsFiles files = files(vault, ReceiverTls.PURPOSE);
        return new Station.Secured(
                files.certificate().orElseThrow(),
                files.key(),
                files.password().map(Sealed::text),
                files.authorities());
    }

    TlsFiles files(Vault vault, String purpose) throws IOException {
        Optional<Sealed> sealed = Optional.empty();
        Optional<Path> ours = there(certificate);
        if (ours.isPresent()) {
            Optional<String> given = TypedSecret.given(password, "LECTERN_TLS_PASSWORD");
            if (given.isPresent()) {
                sealed = Optional.of(vault.seal(purpose, given.get()));
            }
        }
        return new TlsFiles(there(trust), ours, there(key), sealed, anyHost);
    }

    private static Optional<Path> there(@Nullable Path file) throws IOException {
        if (file == null) {
            return Optional.empty();
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IOException(file + " does not exist or may not be read");
        }
        return Optional.of(file.toAbsolutePath().normalize());
    }
}
