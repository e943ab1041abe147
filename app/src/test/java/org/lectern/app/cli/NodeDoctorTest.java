package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.network.TlsSettings;
import org.lectern.peers.Orthanc;
import org.lectern.peers.Peer;
import org.lectern.peers.TestCertificates;
import org.lectern.samples.Sample;

/** {@code lectern doctor NODE} on connections that are broken in one way each: green up to there, then what to do. */
@Timeout(600) // a hang must not hold the others up
class NodeDoctorTest {
    private static final String PASSWORD = "nobody-may-see-this-4711";

    @TempDir
    Path folder;

    private final List<AutoCloseable> started = new ArrayList<>();
    private Shell shell;

    @BeforeEach
    void aShell() {
        shell = new Shell(folder);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : started) {
            one.close();
        }
    }

    private Orthanc orthanc(Map<String, String> more) throws IOException {
        assumeTrue(Orthanc.isInstalled(), "Orthanc is not installed");
        Orthanc orthanc = Orthanc.start(Files.createDirectories(folder.resolve("peer-" + started.size())), more);
        started.add(orthanc);
        return orthanc;
    }

    private static String dicom(Orthanc orthanc) {
        return "dicom://ORTHANC@127.0.0.1:" + orthanc.dicomPort();
    }

    /** The state of a step: ok, note, problem. */
    private static String state(Shell.Run run, String step) {
        return run.out()
                .lines()
                .filter(line ->
                        line.length() > 30 && line.substring(9, 30).strip().equals(step))
                .map(line -> line.substring(0, 8).strip())
                .findFirst()
                .orElse("not reached");
    }

    private static void expect(Shell.Run run, String failed, String... words) {
        assertEquals(1, run.code(), run.toString());
        assertEquals("problem", state(run, failed), run.toString());
        assertEquals(
                1, run.out().lines().filter(line -> line.startsWith("problem ")).count(), run.toString());
        assertTrue(run.out().contains("What to do: "), run.toString());
        assertTrue(run.out().contains("For the administrator of "), run.toString());
        for (String word : words) {
            assertTrue(run.out().contains(word), word + " in " + run);
        }
        assertFalse(run.toString().contains("Exception"), run.toString());
    }

    /** A web server that has one page for everything. */
    private int serve(ServerSocket server) {
        started.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    byte[] request = new byte[4096];
                    if (socket.getInputStream().read(request) > 3 && request[0] >= 'A' && request[0] <= 'Z') {
                        String page = request[0] == 'H' ? "" : "<html>Welcome</html>";
                        socket.getOutputStream()
                                .write(
                                        ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nDate: Tue, 24 Nov 2020 20:00:00 GMT\r\nContent-Length: "
                                                        + "<html>Welcome</html>".length() + "\r\n\r\n" + page)
                                                .getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException e) {
                    continue; // a caller that does not like us
                }
            }
        });
        return server.getLocalPort();
    }

    private void given(Orthanc orthanc) throws Exception {
        Sample.CT_TILT.write(Files.createDirectories(folder.resolve("in")), Parallel.SEQUENTIAL, file -> {});
        Shell.Run sent = shell.run("send", dicom(orthanc), "in");
        assertEquals(0, sent.code(), sent.toString());
    }

    @Test
    void aGoodPeerIsGreenBothWays() throws Exception {
        Orthanc orthanc = orthanc(Map.of());
        given(orthanc);
        int port = Peer.freePort();
        orthanc.knows("LECTERN", port);
        shell.run("station", "--port", Integer.toString(port));
        shell.run("node", "add", "good", dicom(orthanc), "--retrieve", "move");
        Shell.Run run = shell.run("doctor", "good");
        assertEquals(0, run.code(), run.toString());
        for (String step : List.of(
                "Host name",
                "Connection",
                "Association",
                "Echo",
                "Search",
                "Worklist",
                "Fetch (C-GET)",
                "Way back (C-MOVE)",
                "Send (C-STORE)")) {
            assertEquals("ok", state(run, step), step + ": " + run);
        }
        assertFalse(run.out().contains("administrator of"), run.out());
        Shell.Run web = shell.run("doctor", orthanc.dicomWeb().toString());
        assertEquals(0, web.code(), web.toString());
        for (String step : List.of("Host name", "Connection", "Search (QIDO-RS)", "Fetch (WADO-RS)")) {
            assertEquals("ok", state(web, step), step + ": " + web);
        }
        Shell.Run json = shell.run("doctor", "good", "--json");
        assertTrue(json.out().contains("\"well\" : true"), json.out());
    }

    @Test
    void anUnknownDestinationIsToldWithWhatToEnter() throws Exception {
        Orthanc orthanc = orthanc(Map.of());
        given(orthanc);
        int port = Peer.freePort();
        shell.run("station", "--port", Integer.toString(port), "--aet", "READER7");
        shell.run("node", "add", "far", dicom(orthanc), "--retrieve", "move");
        expect(shell.run("doctor", "far"), "Way back (C-MOVE)", "AE title READER7, host 127.0.0.1, port " + port);
    }

    @Test
    void aWrongAeTitleIsToldApart() throws Exception {
        Orthanc orthanc = orthanc(Map.of("DicomCheckCalledAet", "true"));
        Shell.Run run = shell.run("doctor", "dicom://OTHANC@127.0.0.1:" + orthanc.dicomPort());
        expect(run, "Association", "OTHANC");
        assertEquals("ok", state(run, "Connection"), run.toString());
        assertEquals("not reached", state(run, "Search"), run.toString());
    }

    @Test
    void anUnknownHostAndAClosedPortEndAtTheirSteps() throws Exception {
        expect(shell.run("doctor", "dicom://A@no-such-host.invalid:104"), "Host name", "no-such-host.invalid");
        Shell.Run closed = shell.run("doctor", "dicom://A@127.0.0.1:" + Peer.freePort());
        expect(closed, "Connection", "nothing listens");
        assertEquals("ok", state(closed, "Host name"));
    }

    @Test
    void aPeerThatNeverAnswersIsToldInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            shell.run(
                    "node",
                    "add",
                    "mute",
                    "dicom://A@127.0.0.1:" + silent.getLocalPort(),
                    "--connect-timeout",
                    "2",
                    "--timeout",
                    "2");
            Shell.Run run = shell.run("doctor", "mute");
            expect(run, "Association");
            assertEquals("ok", state(run, "Connection"), run.toString());
            shell.run(
                    "node",
                    "add",
                    "mute-tls",
                    "dicoms://A@127.0.0.1:" + silent.getLocalPort(),
                    "--connect-timeout",
                    "2");
            expect(shell.run("doctor", "mute-tls"), "TLS");
        }
    }

    @Test
    void aWrongPasswordIsToldAndNeverShown() throws Exception {
        Orthanc orthanc =
                orthanc(Map.of("AuthenticationEnabled", "true", "RegisteredUsers", "{\"reader\": \"right\"}"));
        Path secret = Files.writeString(folder.resolve("secret"), PASSWORD);
        shell.run(
                "node",
                "add",
                "locked",
                orthanc.dicomWeb().toString(),
                "--user",
                "reader",
                "--password-file",
                secret.toString());
        Shell.Run run = shell.run("doctor", "locked");
        expect(run, "Search (QIDO-RS)", "credentials");
        assertFalse(run.toString().contains(PASSWORD));
        Files.writeString(secret, "right");
        shell.run(
                "node",
                "add",
                "locked",
                orthanc.dicomWeb().toString(),
                "--user",
                "reader",
                "--password-file",
                secret.toString(),
                "--replace");
        Shell.Run right = shell.run("doctor", "locked");
        assertEquals("ok", state(right, "Search (QIDO-RS)"), right.toString());
    }

    @Test
    void aCertificateThatIsNotToBeTrustedIsToldApart() throws Exception {
        assumeTrue(TestCertificates.isPossible(), "openssl is not installed");
        TestCertificates certificates = TestCertificates.make(folder);
        for (Map.Entry<String, TestCertificates.Pair> each : Map.of(
                        "signed by itself", certificates.selfSigned(), "has expired", certificates.expired())
                .entrySet()) {
            int port = serve(TlsSettings.builder()
                    .identity(each.getValue().certificate(), each.getValue().key(), new char[0])
                    .build()
                    .context()
                    .getServerSocketFactory()
                    .createServerSocket(0, 10, InetAddress.getLoopbackAddress()));
            String name = "web-" + started.size();
            shell.run(
                    "node",
                    "add",
                    name,
                    "https://127.0.0.1:" + port + "/dicom-web",
                    "--tls-trust",
                    certificates.authority().toString());
            expect(shell.run("doctor", name), "TLS", each.getKey());
        }
    }

    @Test
    void aWebServerThatIsNoDicomWebAndAPortWithoutTlsAreToldApart() throws Exception {
        int port = serve(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        Shell.Run page = shell.run("doctor", "http://127.0.0.1:%d/somewhere".formatted(port));
        expect(page, "Search (QIDO-RS)", "a web page", "behind ours");
        assertEquals("note", state(page, "Clock"), page.toString());
        expect(shell.run("doctor", "https://127.0.0.1:%d/somewhere".formatted(port)), "TLS");
        shell.run("node", "add", "http", "dicom://A@127.0.0.1:" + port, "--connect-timeout", "3", "--timeout", "3");
        expect(shell.run("doctor", "http"), "Association");
    }
}
