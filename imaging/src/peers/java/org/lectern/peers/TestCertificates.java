package org.lectern.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificates of a test, made by openssl in a folder of the test's own: an authority, a server's and a client's, and bad
 * ones. All files are PEM; keys have no password.
 */
public final class TestCertificates {
    private static final String GOOD_HOSTS = "DNS:localhost,IP:127.0.0.1";

    private final Path folder;

    private TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** A certificate with its key. */
    public record Pair(Path certificate, Path key) {}

    /** Whether openssl is there. */
    public static boolean isPossible() {
        return Peer.isInstalled("openssl");
    }

    /** Makes the authority. */
    public static TestCertificates make(Path parent) throws IOException {
        TestCertificates certificates = new TestCertificates(Files.createTempDirectory(parent, "certificates"));
        certificates.authority("authority");
        certificates.authority("stranger");
        return certificates;
    }

    /** The authority's certificate, which is to be trusted. */
    public Path authority() {
        return folder.resolve("authority.pem");
    }

    /** The certificate of an authority that nobody trusts. */
    public Path stranger() {
        return folder.resolve("stranger.pem");
    }

    /** For localhost and 127.0.0.1. */
    public Pair server() throws IOException {
        return issued("server", "authority", GOOD_HOSTS, List.of("-days", "30"));
    }

    /** For a client. */
    public Pair client() throws IOException {
        return issued("client", "authority", "DNS:client.example", List.of("-days", "30"));
    }

    /** For this host, but expired yesterday. */
    public Pair expired() throws IOException {
        return issued(
                "expired",
                "authority",
                GOOD_HOSTS,
                List.of("-startdate", "20200101000000Z", "-enddate", "20210101000000Z"));
    }

    /** For another host. */
    public Pair otherHost() throws IOException {
        return issued("other", "authority", "DNS:elsewhere.example", List.of("-days", "30"));
    }

    /** For this host or as a client, but from an authority that nobody trusts. */
    public Pair unknownIssuer() throws IOException {
        return issued("unknown", "stranger", GOOD_HOSTS, List.of("-days", "30"));
    }

    /** For this host, signed by itself. */
    public Pair selfSigned() throws IOException {
        Pair pair = pair("self");
        if (!Files.exists(pair.certificate())) {
            openssl(List.of(
                    "req",
                    "-x509",
                    "-newkey",
                    "rsa:2048",
                    "-nodes",
                    "-keyout",
                    pair.key().toString(),
                    "-out",
                    pair.certificate().toString(),
                    "-days",
                    "30",
                    "-subj",
                    "/CN=localhost",
                    "-addext",
                    "subjectAltName=" + GOOD_HOSTS));
        }
        return pair;
    }

    private Pair pair(String name) {
        return new Pair(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    }

    private void authority(String name) throws IOException {
        openssl(List.of(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem",
                "-days",
                "30",
                "-subj",
                "/CN=Test " + name,
                "-addext",
                "basicConstraints=critical,CA:TRUE"));
        Files.createDirectory(folder.resolve(name));
        Files.createFile(folder.resolve(name).resolve("index.txt"));
        Files.writeString(
                folder.resolve(name + ".cnf"),
                """
                [ca]
                default_ca = here
                [here]
                new_certs_dir = %1$s
                database = %1$s/index.txt
                rand_serial = yes
                default_md = sha256
                policy = any
                unique_subject = no
                copy_extensions = copy
                [any]
                commonName = supplied
                """
                        .formatted(folder.resolve(name)));
    }

    private Pair issued(String name, String by, String hosts, List<String> validity) throws IOException {
        Pair pair = pair(name);
        if (Files.exists(pair.certificate())) {
            return pair;
        }
        openssl(List.of(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                pair.key().toString(),
                "-out",
                name + ".csr",
                "-subj",
                "/CN=Test " + name,
                "-addext",
                "subjectAltName=" + hosts));
        List<String> command = new ArrayList<>(List.of(
                "ca",
                "-batch",
                "-notext",
                "-config",
                by + ".cnf",
                "-cert",
                by + ".pem",
                "-keyfile",
                by + ".key",
                "-in",
                name + ".csr",
                "-out",
                pair.certificate().toString()));
        command.addAll(validity);
        openssl(command);
        return pair;
    }

    private void openssl(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        Peer.Result result = Peer.run(folder, command);
        if (result.exit() != 0) {
            throw new IOException("openssl %s failed: %s".formatted(arguments.getFirst(), result.output()));
        }
    }
}
