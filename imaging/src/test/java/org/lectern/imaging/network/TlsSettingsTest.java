package org.lectern.imaging.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.peers.Peer;
import org.lectern.peers.TestCertificates;

/** Bar R10: each bad peer is refused with its own words. */
final class TlsSettingsTest {
    private static final char[] NONE = {};

    @TempDir
    static Path folder;

    private static TestCertificates certificates;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void makeCertificates() throws IOException {
        assumeTrue(TestCertificates.isPossible());
        certificates = TestCertificates.make(folder);
    }

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    private static TlsSettings showing(TestCertificates.Pair pair) throws IOException {
        return TlsSettings.builder()
                .trust(certificates.authority())
                .identity(pair.certificate(), pair.key(), NONE)
                .build();
    }

    private static TlsSettings trusting() throws IOException {
        return TlsSettings.builder().trust(certificates.authority()).build();
    }

    /** Shakes hands with a server of ours and exchanges a byte; answers what was refused. */
    private NetworkException refusal(TlsSettings client, TlsSettings server, boolean mutual) throws IOException {
        return refusal(client, server.context(), server.server(mutual));
    }

    private NetworkException refusal(TlsSettings client, SSLContext server, SSLParameters parameters)
            throws IOException {
        return assertThrows(NetworkException.class, () -> exchange(client, server, parameters));
    }

    private void exchange(TlsSettings client, SSLContext server, SSLParameters parameters) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            io.execute(() -> serve(listening, server, parameters));
            int port = listening.getLocalPort();
            try (Socket plain = new Socket("127.0.0.1", port);
                    SSLSocket socket = (SSLSocket)
                            client.context().getSocketFactory().createSocket(plain, "127.0.0.1", port, true)) {
                socket.setSSLParameters(client.client());
                assertEquals(2, socket.getInputStream().read()); // where alerts arrive, too
                socket.getOutputStream().write(1);
            } catch (SSLException e) {
                throw TlsSettings.explain("PEER at 127.0.0.1:104", e);
            }
        }
    }

    private static void serve(ServerSocket listening, SSLContext server, SSLParameters parameters) {
        try (Socket plain = listening.accept();
                SSLSocket socket =
                        (SSLSocket) server.getSocketFactory().createSocket(plain, (java.io.InputStream) null, true)) {
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write(2);
            socket.getInputStream().read();
        } catch (IOException e) {
            return; // the client tells
        }
    }

    @Test
    void bothSidesShowCertificatesAndTalk() throws IOException {
        exchange(
                showing(certificates.client()),
                showing(certificates.server()).context(),
                showing(certificates.server()).server(true));
    }

    @Test
    void onlyTheVersionsAndSuitesOfBcp195AreOffered() throws IOException {
        SSLParameters parameters = trusting().client();
        assertEquals(List.of("TLSv1.3", "TLSv1.2"), List.of(parameters.getProtocols()));
        for (String suite : parameters.getCipherSuites()) {
            assertTrue(suite.contains("GCM") || suite.contains("POLY1305"), suite);
            assertTrue(suite.startsWith("TLS_AES") || suite.startsWith("TLS_CHACHA") || suite.contains("ECDHE"), suite);
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws IOException {
        NetworkException e = refusal(trusting(), showing(certificates.expired()), false);
        assertEquals(Problem.CERTIFICATE, e.problem());
        assertEquals(
                "The certificate of PEER at 127.0.0.1:104 has expired. Its administrator must renew it.",
                e.getMessage());
    }

    @Test
    void aSelfSignedCertificateIsRefused() throws IOException {
        NetworkException e = refusal(trusting(), showing(certificates.selfSigned()), false);
        assertEquals(Problem.CERTIFICATE, e.problem());
        assertTrue(e.getMessage().contains("signed by itself"), e.getMessage());
    }

    @Test
    void aCertificateFromAnUnknownAuthorityIsRefused() throws IOException {
        NetworkException e = refusal(trusting(), showing(certificates.unknownIssuer()), false);
        assertEquals(Problem.CERTIFICATE, e.problem());
        assertTrue(e.getMessage().contains("an authority that is not trusted here"), e.getMessage());
    }

    @Test
    void aCertificateForAnotherHostIsRefusedUnlessSaidOtherwise() throws IOException {
        TlsSettings server = showing(certificates.otherHost());
        NetworkException e = refusal(trusting(), server, false);
        assertEquals(Problem.CERTIFICATE, e.problem());
        assertTrue(e.getMessage().contains("made out for another host name"), e.getMessage());
        TlsSettings lenient = TlsSettings.builder()
                .trust(certificates.authority())
                .withoutHostVerification()
                .build();
        exchange(lenient, server.context(), server.server(false));
    }

    @Test
    void aMissingOrWrongClientCertificateIsExplained() throws IOException {
        NetworkException none = refusal(trusting(), showing(certificates.server()), true);
        assertEquals(Problem.AUTHENTICATION, none.problem());
        assertTrue(none.getMessage().contains("wants a client certificate and got none"), none.getMessage());
        NetworkException wrong = refusal(showing(certificates.unknownIssuer()), showing(certificates.server()), true);
        assertEquals(Problem.AUTHENTICATION, wrong.problem());
    }

    @Test
    void aPeerThatSpeaksNoTlsIsExplained() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            io.execute(() -> {
                try (Socket socket = listening.accept()) {
                    socket.getOutputStream().write(new byte[] {7, 0, 0, 0, 0, 4, 0, 0, 0, 0});
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    return;
                }
            });
            int port = listening.getLocalPort();
            TlsSettings client = trusting();
            try (Socket plain = new Socket("127.0.0.1", port);
                    SSLSocket socket = (SSLSocket)
                            client.context().getSocketFactory().createSocket(plain, "127.0.0.1", port, true)) {
                SSLException e = assertThrows(SSLException.class, socket::startHandshake);
                NetworkException told = TlsSettings.explain("PEER", e);
                assertEquals(Problem.TLS, told.problem());
                assertTrue(told.getMessage().startsWith("PEER speaks no TLS on this port"), told.getMessage());
            }
        }
    }

    @Test
    void aPeerWithOldTlsOnlyIsExplained() throws IOException {
        int port = Peer.freePort();
        TestCertificates.Pair pair = certificates.server();
        List<String> command = List.of(
                "openssl",
                "s_server",
                "-accept",
                Integer.toString(port),
                "-cert",
                pair.certificate().toString(),
                "-key",
                pair.key().toString(),
                "-tls1_1",
                "-cipher",
                "ALL:@SECLEVEL=0");
        TlsSettings client = trusting();
        try (Peer old = Peer.start(folder, port, command);
                Socket plain = new Socket("127.0.0.1", port);
                SSLSocket socket =
                        (SSLSocket) client.context().getSocketFactory().createSocket(plain, "127.0.0.1", port, true)) {
            socket.setSSLParameters(client.client());
            SSLException e = assertThrows(SSLException.class, socket::startHandshake, old::toString);
            NetworkException told = TlsSettings.explain("PEER", e);
            assertEquals(
                    "PEER speaks only versions of TLS that are no longer safe."
                            + " Its administrator must allow TLS 1.2 or 1.3.",
                    told.getMessage());
        }
    }

    @Test
    void keysComeEncryptedInTheOlderFormAndInKeyStoresToo() throws IOException {
        TestCertificates.Pair pair = certificates.client();
        Path encrypted = folder.resolve("encrypted.key");
        Path older = folder.resolve("older.key");
        Path store = folder.resolve("store.p12");
        String key = pair.key().toString();
        Peer.run(
                folder,
                List.of("openssl", "pkcs8", "-topk8", "-in", key, "-passout", "pass:secret", "-out", "encrypted.key"));
        Peer.run(folder, List.of("openssl", "rsa", "-traditional", "-in", key, "-out", "older.key"));
        Peer.run(
                folder,
                List.of(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-in",
                        pair.certificate().toString(),
                        "-inkey",
                        key,
                        "-passout",
                        "pass:secret",
                        "-out",
                        "store.p12"));
        char[] secret = "secret".toCharArray();
        TlsSettings server = showing(certificates.server());
        for (TlsSettings.Builder identity : List.of(
                TlsSettings.builder().identity(pair.certificate(), encrypted, secret),
                TlsSettings.builder().identity(pair.certificate(), older, NONE),
                TlsSettings.builder().identity(store, secret))) {
            exchange(identity.trust(certificates.authority()).build(), server.context(), server.server(true));
        }
        assertThrows(
                NetworkException.class,
                () -> TlsSettings.builder().identity(pair.certificate(), encrypted, "wrong".toCharArray()));
    }

    @Test
    void aFileThatHoldsNoCertificateIsNamed() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
        NetworkException e =
                assertThrows(NetworkException.class, () -> TlsSettings.builder().trust(empty));
        assertTrue(e.getMessage().contains("empty.pem cannot be read as certificates"), e.getMessage());
    }
}
