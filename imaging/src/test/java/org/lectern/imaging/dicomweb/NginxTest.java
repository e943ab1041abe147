package org.lectern.imaging.dicomweb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.TlsSettings;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.peers.Nginx;
import org.lectern.peers.Orthanc;
import org.lectern.peers.TestCertificates;

/** Orthanc behind nginx: TLS, HTTP/2, passwords, client certificates, limits. */
final class NginxTest {
    @TempDir
    private static Path folder;

    private static ExecutorService io;
    private static Orthanc orthanc;
    private static TestCertificates certificates;
    private static List<Path> files;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Orthanc.isInstalled() && Nginx.isInstalled() && TestCertificates.isPossible());
        io = Executors.newVirtualThreadPerTaskExecutor();
        orthanc = Orthanc.start(folder);
        certificates = TestCertificates.make(folder);
        files = Objects.series(folder, 1, 12, 256);
    }

    @AfterAll
    static void stop() {
        if (orthanc != null) {
            orthanc.close();
            io.shutdownNow();
        }
    }

    private static TlsSettings.Builder trusting() throws NetworkException {
        return TlsSettings.builder().trust(certificates.authority());
    }

    private static DicomWebSettings https(Nginx nginx, TlsSettings tls) {
        return DicomWebSettings.of(nginx.https("/dicom-web")).with(tls);
    }

    private static int studies(DicomWebSettings settings) throws NetworkException {
        try (DicomWebClient client = new DicomWebClient(settings, io)) {
            List<DataSet> answers = new ArrayList<>();
            client.search(
                    new SearchQuery(SearchQuery.Level.STUDY, DataSet.empty(), 10, false),
                    answers::add,
                    new Cancellation());
            return answers.size();
        }
    }

    private static NetworkException refused(DicomWebSettings settings) {
        return assertThrows(NetworkException.class, () -> studies(settings));
    }

    @Test
    void objectsGoAndComeOverHttp2AndTls() throws IOException {
        for (boolean http2 : new boolean[] {true, false}) {
            Nginx.Settings settings = Nginx.Settings.tls(certificates.server());
            try (Nginx nginx = Nginx.start(folder, orthanc.httpPort(), http2 ? settings : settings.withoutHttp2());
                    DicomWebClient client =
                            new DicomWebClient(https(nginx, trusting().build()), io)) {
                TransferOutcome sent = client.store(files, TransferListener.none(), new Cancellation());
                assertEquals(files.size(), sent.transferred(), sent.failures().toString());
                FolderSink sink = new FolderSink(folder);
                client.retrieve(Resource.study(Objects.study(1)), sink, TransferListener.none(), new Cancellation());
                for (Path file : files) {
                    String uid = DicomFile.read(file)
                            .dataSet()
                            .text(Tag.SOPInstanceUID)
                            .orElseThrow();
                    assertArrayEquals(
                            Objects.dataSetBytes(file),
                            Objects.dataSetBytes(sink.kept().get(uid)));
                }
                Capabilities capabilities = client.probe(new Cancellation());
                assertEquals(http2 ? "HTTP/2" : "HTTP/1.1", capabilities.httpVersion());
                assertTrue(capabilities.product().startsWith("nginx"), capabilities.product());
            }
        }
    }

    @Test
    void aPasswordIsAskedForAndRightOrWrong() throws IOException {
        Path passwords = Nginx.passwords(folder, "ann", "gr\u00fcn");
        String guard = "auth_basic \"PACS\"; auth_basic_user_file %s;".formatted(passwords);
        try (Nginx nginx = Nginx.start(
                folder,
                orthanc.httpPort(),
                Nginx.Settings.tls(certificates.server()).with(guard))) {
            DicomWebSettings open = https(nginx, trusting().build());
            assertTrue(studies(open.with(Authorization.basic("ann", "gr\u00fcn".toCharArray()))) >= 0);
            NetworkException none = refused(open);
            assertEquals(Problem.AUTHENTICATION, none.problem());
            assertTrue(none.getMessage().contains("wants a sign-in"), none.getMessage());
            NetworkException wrong = refused(open.with(Authorization.basic("ann", "blau42".toCharArray())));
            assertEquals(Problem.AUTHENTICATION, wrong.problem());
            assertTrue(wrong.getMessage().contains("does not accept our credentials"), wrong.getMessage());
            assertFalse(wrong.getMessage().contains("blau42"));
        }
    }

    @Test
    void aClientCertificateIsShownWhereItIsWanted() throws IOException {
        Nginx.Settings settings = Nginx.Settings.tls(certificates.server()).withClients(certificates.authority());
        try (Nginx nginx = Nginx.start(folder, orthanc.httpPort(), settings)) {
            TestCertificates.Pair client = certificates.client();
            TlsSettings known = trusting()
                    .identity(client.certificate(), client.key(), new char[0])
                    .build();
            assertTrue(studies(https(nginx, known)) >= 0);
            NetworkException none = refused(https(nginx, trusting().build()));
            assertEquals(Problem.AUTHENTICATION, none.problem(), none.getMessage());
            assertTrue(none.getMessage().contains("got none"), none.getMessage());
            TestCertificates.Pair strange = certificates.unknownIssuer();
            TlsSettings stranger = trusting()
                    .identity(strange.certificate(), strange.key(), new char[0])
                    .build();
            NetworkException refused = refused(https(nginx, stranger));
            assertEquals(Problem.AUTHENTICATION, refused.problem(), refused.getMessage());
            assertTrue(refused.getMessage().contains("client certificate"), refused.getMessage());
        }
    }

    @Test
    void eachBadCertificateIsRefusedInWordsOfItsOwn() throws IOException {
        List<TestCertificates.Pair> bad = List.of(
                certificates.expired(),
                certificates.otherHost(),
                certificates.unknownIssuer(),
                certificates.selfSigned());
        Set<String> messages = new java.util.HashSet<>();
        for (TestCertificates.Pair pair : bad) {
            try (Nginx nginx = Nginx.start(folder, orthanc.httpPort(), Nginx.Settings.tls(pair))) {
                NetworkException failure = refused(https(nginx, trusting().build()));
                assertEquals(Problem.CERTIFICATE, failure.problem(), failure.getMessage());
                messages.add(failure.getMessage().replaceAll(":\\d+", ""));
            }
        }
        assertEquals(bad.size(), messages.size(), messages.toString());
    }

    @Test
    void oldTlsAndNoTlsAreRefusedInWordsOfTheirOwn() throws IOException {
        Nginx.Settings old = Nginx.Settings.tls(certificates.server())
                .withProtocols("TLSv1 TLSv1.1")
                .with("ssl_ciphers ALL:@SECLEVEL=0;");
        try (Nginx nginx = Nginx.start(folder, orthanc.httpPort(), old)) {
            assertEquals(Problem.TLS, refused(https(nginx, trusting().build())).problem());
        }
        try (Nginx nginx = Nginx.start(folder, orthanc.httpPort(), Nginx.Settings.plain())) {
            NetworkException failure = refused(https(nginx, trusting().build()));
            assertEquals(Problem.TLS, failure.problem(), failure.getMessage());
            assertTrue(failure.getMessage().contains("speaks no TLS"), failure.getMessage());
        }
        try (Nginx nginx = Nginx.start(folder, orthanc.httpPort(), Nginx.Settings.tls(certificates.server()))) {
            NetworkException failure = refused(DicomWebSettings.of(nginx.http("/dicom-web")));
            assertEquals(Problem.TLS, failure.problem(), failure.getMessage());
            assertTrue(failure.getMessage().contains("https"), failure.getMessage());
        }
    }

    @Test
    void anEncryptedLineIsNotLeftAndAProxyOverItsLimitIsServedInSmallerGroups() throws IOException {
        Nginx.Settings settings = Nginx.Settings.tls(certificates.server());
        Nginx.Settings moved =
                settings.with("location = /moved/studies { return 307 http://127.0.0.1:%d/dicom-web/studies; }"
                        .formatted(orthanc.httpPort()));
        try (Nginx nginx = Nginx.start(folder, orthanc.httpPort(), moved)) {
            NetworkException failure = refused(
                    DicomWebSettings.of(nginx.https("/moved")).with(trusting().build()));
            assertEquals(Problem.REJECTED, failure.problem());
            assertTrue(failure.getMessage().contains("encrypted"), failure.getMessage());
        }
        try (Nginx nginx = Nginx.start(
                        folder,
                        orthanc.httpPort(),
                        settings.with("location /small/ { client_max_body_size 600k;"
                                + " proxy_pass http://127.0.0.1:%d/dicom-web/; }".formatted(orthanc.httpPort())));
                DicomWebClient client = new DicomWebClient(
                        DicomWebSettings.of(nginx.https("/small"))
                                .with(trusting().build()),
                        io)) {
            TransferOutcome sent = client.store(files, TransferListener.none(), new Cancellation());
            assertEquals(files.size(), sent.transferred(), sent.failures().toString());
        }
    }

    @Test
    void anArchiveThatIsDownBehindItsProxyIsNamedSo() throws IOException {
        try (Nginx nginx = Nginx.start(folder, org.lectern.peers.Peer.freePort(), Nginx.Settings.plain())) {
            NetworkException failure = refused(DicomWebSettings.of(nginx.http("/dicom-web")));
            assertEquals(Problem.REMOTE_FAILURE, failure.problem());
            assertTrue(failure.getMessage().contains("proxy"), failure.getMessage());
        }
    }
}
