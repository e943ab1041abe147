package org.lectern.imaging.dimse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.dimse.association.Timeouts;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.TlsSettings;
import org.lectern.peers.Orthanc;
import org.lectern.peers.Peer;
import org.lectern.peers.TestCertificates;

/** DIMSE over TLS (PS3.15 section B.12) with Orthanc and dcmtk, mutual authentication included; bar R10. */
final class TlsDimseTest {
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
                .identity(pair.certificate(), pair.key(), new char[0])
                .build();
    }

    private DimseServer server(Services services, TestCertificates.Pair identity) throws IOException {
        ListenerSettings settings = ListenerSettings.of("LECTERN", 0)
                .at(InetAddress.getLoopbackAddress())
                .with(showing(identity), true);
        return DimseServer.start(settings, services, io);
    }

    private static List<String> dcmtk(String tool, TestCertificates.Pair pair, String... more) {
        List<String> command = new ArrayList<>(List.of(
                tool,
                "+tls",
                pair.key().toString(),
                pair.certificate().toString(),
                "+cf",
                certificates.authority().toString()));
        command.addAll(List.of(more));
        return command;
    }

    @Test
    void orthancIsSpokenToWithCertificatesOfBothSides() throws IOException {
        assumeTrue(Orthanc.isInstalled());
        TestCertificates.Pair pair = certificates.server();
        Map<String, String> settings = Map.of(
                "DicomTlsEnabled", "true",
                "DicomTlsCertificate", "\"" + pair.certificate() + "\"",
                "DicomTlsPrivateKey", "\"" + pair.key() + "\"",
                "DicomTlsTrustedCertificates", "\"" + certificates.authority() + "\"",
                "DicomTlsRemoteCertificateRequired", "true");
        try (Orthanc orthanc = Orthanc.start(folder, settings)) {
            DimseNode plain = DimseNode.of("ORTHANC", "127.0.0.1", orthanc.dicomPort(), "LECTERN");
            DimseClient client = new DimseClient(plain.with(showing(certificates.client())), io);
            List<Path> series = Objects.series(folder, 3, 64);
            assertEquals(
                    3,
                    client.store(series, TransferProgress.NONE, new Cancellation())
                            .transferred());
            FolderSink sink = new FolderSink(folder);
            client.get(
                    QueryModel.STUDY_ROOT,
                    Objects.studyKeys(),
                    Set.of(Uid.CTImageStorage),
                    sink,
                    TransferProgress.NONE,
                    new Cancellation());
            assertArrayEquals(
                    Objects.dataSetBytes(series.getFirst()),
                    Objects.dataSetBytes(sink.taken().get(Objects.SERIES + ".1")));

            TlsSettings nameless =
                    TlsSettings.builder().trust(certificates.authority()).build();
            NetworkException none = refusal(plain.with(nameless));
            assertEquals(Problem.AUTHENTICATION, none.problem(), none.getMessage());
            NetworkException wrong = refusal(plain.with(showing(certificates.unknownIssuer())));
            assertEquals(Problem.AUTHENTICATION, wrong.problem(), wrong.getMessage());
            NetworkException withoutTls = refusal(plain.with(quick()));
            assertTrue(
                    Set.of(Problem.CUT, Problem.TIMED_OUT, Problem.PROTOCOL).contains(withoutTls.problem()),
                    withoutTls.getMessage());
        }
    }

    private static Timeouts quick() {
        return new Timeouts(
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }

    private NetworkException refusal(DimseNode node) {
        return assertThrows(
                NetworkException.class, () -> new DimseClient(node, io).echo(new Cancellation()), node::display);
    }

    @Test
    void storescpTakesObjectsOverTls() throws IOException {
        assumeTrue(Peer.isInstalled("storescp"));
        Path received = Files.createTempDirectory(folder, "received");
        int port = Peer.freePort();
        List<String> command = dcmtk("storescp", certificates.server(), "-od", received.toString(), "" + port);
        try (Peer _ = Peer.start(folder, port, command)) {
            DimseNode node =
                    DimseNode.of("STORESCP", "127.0.0.1", port, "LECTERN").with(showing(certificates.client()));
            TransferEnd end = new DimseClient(node, io)
                    .store(Objects.series(folder, 3, 64), TransferProgress.NONE, new Cancellation());
            assertEquals(3, end.transferred());
        }
        try (Stream<Path> files = Files.list(received)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void badCertificatesOfAPeerAreRefusedEachInItsWords() throws IOException {
        Map<TestCertificates.Pair, String> words = Map.of(
                certificates.expired(), "has expired",
                certificates.otherHost(), "made out for another host name",
                certificates.selfSigned(), "signed by itself",
                certificates.unknownIssuer(), "an authority that is not trusted here");
        for (Map.Entry<TestCertificates.Pair, String> bad : words.entrySet()) {
            try (DimseServer server = server(Services.none(), bad.getKey())) {
                DimseNode node = DimseNode.of("LECTERN", "127.0.0.1", server.port(), "ME")
                        .with(showing(certificates.client()));
                NetworkException e = refusal(node);
                assertEquals(Problem.CERTIFICATE, e.problem());
                assertTrue(e.getMessage().contains(bad.getValue()), e.getMessage());
            }
        }
    }

    @Test
    void storescuIsServedOnlyWithACertificateThatWeTrust() throws IOException {
        assumeTrue(Peer.isInstalled("storescu"));
        List<Path> series = Objects.series(folder, 2, 64);
        FolderSink sink = new FolderSink(folder);
        try (DimseServer server = server(Services.none().with(sink), certificates.server())) {
            String[] to = {
                "-aec",
                "LECTERN",
                "127.0.0.1",
                Integer.toString(server.port()),
                series.getFirst().toString(),
                series.getLast().toString()
            };
            assertEquals(
                    0,
                    Peer.run(folder, dcmtk("storescu", certificates.client(), to))
                            .exit());
            assertEquals(2, sink.taken().size());
            List<String> plain = new ArrayList<>(List.of("storescu"));
            plain.addAll(List.of(to));
            assertNotEquals(0, Peer.run(folder, plain).exit());
            assertNotEquals(
                    0,
                    Peer.run(folder, dcmtk("storescu", certificates.unknownIssuer(), to))
                            .exit());
            DimseNode node = DimseNode.of("LECTERN", "127.0.0.1", server.port(), "ME");
            TlsSettings nameless =
                    TlsSettings.builder().trust(certificates.authority()).build();
            assertEquals(Problem.AUTHENTICATION, refusal(node.with(nameless)).problem());
            new DimseClient(node.with(showing(certificates.client())), io).echo(new Cancellation());
        }
        assertEquals(2, sink.files());
    }

    @Test
    void aPeerWithoutTlsIsNoticed() throws IOException {
        try (DimseServer server = DimseServer.start(
                ListenerSettings.of("LECTERN", 0).at(InetAddress.getLoopbackAddress()), Services.none(), io)) {
            NetworkException e = refusal(
                    DimseNode.of("LECTERN", "127.0.0.1", server.port(), "ME").with(showing(certificates.client())));
            assertEquals(Problem.TLS, e.problem());
            assertTrue(e.getMessage().contains("speaks no TLS on this port"), e.getMessage());
        }
    }
}
