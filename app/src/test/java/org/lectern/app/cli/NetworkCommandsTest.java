package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.peers.Orthanc;
import org.lectern.peers.Peer;
import org.lectern.peers.TestCertificates;
import org.lectern.samples.Sample;

/** The command line against Orthanc and the tools of dcmtk, as processes over loopback. */
@Timeout(600) // a hang must not hold the others up
class NetworkCommandsTest {
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

    private Orthanc orthanc() throws IOException {
        assumeTrue(Orthanc.isInstalled(), "Orthanc is not installed");
        Orthanc orthanc = Orthanc.start(Files.createDirectories(folder.resolve("peer-" + started.size())));
        started.add(orthanc);
        return orthanc;
    }

    /** A CT of the head. */
    private List<Path> samples() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Sample.CT_TILT.write(in, Parallel.SEQUENTIAL, file -> {});
        try (Stream<Path> files = Files.walk(in)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String uid(Path file, int tag) throws IOException {
        return DicomFile.readHeader(file).dataSet().text(tag).orElseThrow();
    }

    /** The data set as encoded, by SOP Instance UID. */
    private static Map<String, String> dataSets(Path root) throws IOException {
        Map<String, String> dataSets = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                DicomFile read = DicomFile.read(file);
                java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
                new DicomWriter(TransferSyntax.of(read.syntax().uid())).writeDataSet(read.dataSet(), bytes);
                dataSets.put(
                        read.dataSet().text(Tag.SOPInstanceUID).orElseThrow(),
                        java.util.HexFormat.of().formatHex(sha(bytes.toByteArray())));
            }
        }
        return dataSets;
    }

    private static byte[] sha(byte[] bytes) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "move", "web"})
    void everythingSentComesBackWithAnEqualDataSet(String way) throws Exception {
        Orthanc orthanc = orthanc();
        List<Path> files = samples();
        String study = uid(files.getFirst(), Tag.StudyInstanceUID);
        int port = Peer.freePort();
        orthanc.knows("LECTERN", port);
        assertEquals(0, shell.run("station", "--port", Integer.toString(port)).code());
        Shell.Run added = way.equals("web")
                ? shell.run("node", "add", "peer", orthanc.dicomWeb().toString())
                : shell.run(
                        "node", "add", "peer", "dicom://ORTHANC@127.0.0.1:" + orthanc.dicomPort(), "--retrieve", way);
        assertEquals(0, added.code(), added.err());
        assertEquals(0, shell.run("echo", "peer").code());
        Shell.Run sent = shell.run("send", "peer", folder.resolve("in").toString());
        assertEquals(0, sent.code(), sent.toString());
        assertTrue(sent.out().startsWith(files.size() + " objects sent to peer"), sent.out());

        Shell.Run committed = shell.run("send", "peer", folder.resolve("in").toString(), "--commit");
        if (way.equals("web")) {
            assertEquals(1, committed.code(), committed.toString());
            assertTrue(committed.err().contains("offers no storage commitment"), committed.err());
        } else {
            assertEquals(0, committed.code(), committed.toString());
            assertTrue(committed.out().contains("has taken responsibility"), committed.out());
        }

        Shell.Run found = shell.run("find", "peer", "StudyInstanceUID=" + study);
        assertEquals(0, found.code(), found.err());
        assertTrue(found.out().strip().endsWith(study), found.out());
        assertEquals(1, found.out().lines().count());

        Shell.Run got = shell.run("get", "peer", study, "--to", "back");
        assertEquals(0, got.code(), got.toString());
        assertTrue(got.out().contains("%d of %d objects here".formatted(files.size(), files.size())), got.out());
        assertEquals(dataSets(folder.resolve("in")), dataSets(folder.resolve("back")));

        Shell.Run again = shell.run("get", "peer", study, "--json");
        assertEquals(0, again.code(), again.toString());
        assertTrue(again.out().contains("\"complete\" : true"), again.out());
        assertTrue(shell.run("studies").out().contains(study));
        assertEquals(dataSets(folder.resolve("in")), dataSets(shell.home().resolve("archive/objects")));
    }

    @Test
    void severalNodesAreAskedAtOnceAndTheOneThatIsDownIsNamed() throws Exception {
        Orthanc one = orthanc();
        Orthanc other = orthanc();
        List<Path> files = samples();
        assertEquals(
                0,
                shell.run("send", "dicom://ORTHANC@127.0.0.1:" + one.dicomPort(), "in")
                        .code());
        assertEquals(0, shell.run("send", other.dicomWeb().toString(), "in").code());
        String study = uid(files.getFirst(), Tag.StudyInstanceUID);
        shell.run("node", "add", "one", "dicom://ORTHANC@127.0.0.1:" + one.dicomPort());
        shell.run("node", "add", "web", other.dicomWeb().toString());
        shell.run("node", "add", "down", "dicom://GONE@127.0.0.1:" + Peer.freePort());
        Shell.Run found = shell.run("find", "--all", "StudyInstanceUID=" + study);
        assertEquals(1, found.code());
        assertEquals(2, found.out().lines().count(), found.out());
        assertTrue(found.out().contains("one\t") && found.out().contains("web\t"), found.out());
        assertEquals(1, found.err().lines().count(), found.err());
        assertTrue(found.err().startsWith("lectern: down: "), found.err());
        Shell.Run json = shell.run("find", "--all", "StudyInstanceUID=" + study, "--json");
        assertTrue(json.out().contains("\"00100010\""), json.out());
        Shell.Run series = shell.run("find", "one", "--level", "series", "StudyInstanceUID=" + study);
        assertEquals(0, series.code(), series.err());
        assertEquals(1, series.out().lines().count(), series.out());
        Shell.Run missing = shell.run("get", "one", "1.2.3.4.5");
        assertEquals(1, missing.code());
        assertTrue(missing.err().contains("lists nothing"), missing.err());
    }

    private record Listening(Process process, int port, BufferedReader out) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private Listening listen(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("listen", "--port", "0"));
        arguments.addAll(List.of(more));
        Process process = shell.start(arguments.toArray(String[]::new));
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = String.valueOf(out.readLine());
        assertTrue(line.contains("listens at port"), line + shell.complaints());
        Listening listening = new Listening(process, Integer.parseInt(line.replaceAll(".* ", "")), out);
        started.add(listening);
        return listening;
    }

    private Peer.Result tool(String... command) throws IOException {
        assumeTrue(Peer.isInstalled(command[0]), command[0] + " is not installed");
        return Peer.run(folder, List.of(command));
    }

    @Test
    void thePeersToolsSendToSearchAndFetchFromUs() throws Exception {
        List<Path> files = samples();
        String study = uid(files.getFirst(), Tag.StudyInstanceUID);
        Listening listening = listen("--aet", "READER");
        String port = Integer.toString(listening.port());
        Peer.Result echo = tool("echoscu", "-aec", "READER", "127.0.0.1", port);
        assertEquals(0, echo.exit(), echo.output());
        assertTrue(tool("echoscu", "-aec", "STRANGER", "127.0.0.1", port).exit() != 0);
        Peer.Result stored =
                tool("storescu", "-aec", "READER", "-aet", "CT1", "-R", "+sd", "+r", "127.0.0.1", port, "in");
        assertEquals(0, stored.exit(), stored.output());
        Peer.Result found = tool(
                "findscu",
                "-S",
                "-aec",
                "READER",
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID",
                "-k",
                "PatientName=*",
                "-k",
                "NumberOfStudyRelatedInstances",
                "127.0.0.1",
                port);
        assertEquals(0, found.exit(), found.output());
        assertTrue(found.output().contains(study), found.output());
        Files.createDirectories(folder.resolve("fetched"));
        Peer.Result got = tool(
                "getscu",
                "-S",
                "-aec",
                "READER",
                "-od",
                "fetched",
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=" + study,
                "127.0.0.1",
                port);
        assertEquals(0, got.exit(), got.output());
        assertEquals(dataSets(folder.resolve("in")), dataSets(folder.resolve("fetched")));
        List<String> visits = new ArrayList<>();
        for (String line = listening.out().readLine();
                line != null;
                line = listening.out().readLine()) {
            visits.add(line);
            if (line.startsWith("GETSCU")) {
                break;
            }
        }
        assertTrue(
                visits.stream()
                        .anyMatch(line -> line.startsWith("CT1 from 127.0.0.1")
                                && line.endsWith(files.size() + " objects taken")),
                visits.toString());
        listening.process().destroy(); // SIGTERM
        assertTrue(listening.process().waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, listening.process().exitValue(), shell.complaints());
        assertTrue(shell.run("studies").out().contains(study));
    }

    @Test
    void movescuHasUsSendToANodeThatWeKnow() throws Exception {
        assumeTrue(Peer.isInstalled("movescu") && Peer.isInstalled("storescp"), "dcmtk is not installed");
        List<Path> files = samples();
        String study = uid(files.getFirst(), Tag.StudyInstanceUID);
        assertEquals(0, shell.run("import", "in").code());
        int port = Peer.freePort();
        Path moved = Files.createDirectories(folder.resolve("moved"));
        started.add(Peer.start(
                folder,
                port,
                List.of("storescp", "-aet", "TARGET", "-od", moved.toString(), "+B", Integer.toString(port))));
        shell.run("node", "add", "target", "dicom://TARGET@127.0.0.1:" + port);
        Listening listening = listen();
        Peer.Result result = tool(
                "movescu",
                "-S",
                "-aec",
                "LECTERN",
                "-aem",
                "TARGET",
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=" + study,
                "127.0.0.1",
                Integer.toString(listening.port()));
        assertEquals(0, result.exit(), result.output());
        try (Stream<Path> arrived = Files.list(moved)) {
            assertEquals(files.size(), arrived.count());
        }
        Peer.Result unknown = tool(
                "movescu",
                "-S",
                "-aec",
                "LECTERN",
                "-aem",
                "NOWHERE",
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=" + study,
                "127.0.0.1",
                Integer.toString(listening.port()));
        assertTrue(unknown.exit() != 0 || unknown.output().contains("Refused"), unknown.output());
    }

    @Test
    void onlyCallersOnTheListAreLetIn() throws Exception {
        Listening listening = listen("--allow", "FRIEND@127.0.0.1", "--allow", "FAR@192.0.2.1");
        String port = Integer.toString(listening.port());
        assertEquals(
                0,
                tool("echoscu", "-aet", "FRIEND", "-aec", "LECTERN", "127.0.0.1", port)
                        .exit());
        for (String stranger : List.of("FOE", "FAR")) {
            Peer.Result refused = tool("echoscu", "-aet", stranger, "-aec", "LECTERN", "127.0.0.1", port);
            assertTrue(refused.exit() != 0, refused.output());
            assertTrue(refused.output().contains("Calling AE Title Not Recognized"), refused.output());
        }
    }

    /** What the station is set up with holds for the receiver without a window, too. */
    @Test
    void aReceiverThatIsSetUpForTlsListensOverTlsOnly() throws Exception {
        assumeTrue(TestCertificates.isPossible(), "openssl is not installed");
        TestCertificates certificates = TestCertificates.make(folder);
        TestCertificates.Pair ours = certificates.server();
        Shell.Run set = shell.run(
                "station",
                "--tls-cert",
                ours.certificate().toString(),
                "--tls-key",
                ours.key().toString(),
                "--tls-trust",
                certificates.authority().toString(),
                "--allow",
                "*@127.0.0.0/8");
        assertEquals(0, set.code(), set.err());
        assertTrue(set.out().contains("callers must show one of"), set.out());
        TestCertificates.Pair client = certificates.client();
        String port = Integer.toString(listen().port());
        Peer.Result secured = tool(
                "echoscu",
                "-aec",
                "LECTERN",
                "+tls",
                client.key().toString(),
                client.certificate().toString(),
                "+cf",
                certificates.authority().toString(),
                "127.0.0.1",
                port);
        assertEquals(0, secured.exit(), secured.output());
        assertTrue(tool("echoscu", "-aec", "LECTERN", "127.0.0.1", port).exit() != 0);
        String open = Integer.toString(listen("--no-tls").port());
        assertEquals(0, tool("echoscu", "-aec", "LECTERN", "127.0.0.1", open).exit());
    }

    @Test
    void aHostileUidNamesNoFileOutsideTheFolder() throws Exception {
        assumeTrue(Peer.isInstalled("storescu"), "dcmtk is not installed");
        Path evil = folder.resolve("evil.dcm");
        DataSet object = DataSet.builder()
                .text(Tag.SOPClassUID, Uid.SecondaryCaptureImageStorage)
                .text(Tag.SOPInstanceUID, "../../../escaped")
                .text(Tag.StudyInstanceUID, "1.2.3")
                .text(Tag.SeriesInstanceUID, "1.2.3.4")
                .text(Tag.PatientName, "Nobody")
                .build();
        DataSet meta = DataSet.builder()
                .text(Tag.MediaStorageSOPClassUID, Uid.SecondaryCaptureImageStorage)
                .text(Tag.MediaStorageSOPInstanceUID, "../../../escaped")
                .text(Tag.TransferSyntaxUID, Uid.ExplicitVRLittleEndian)
                .build();
        try (var out = Files.newOutputStream(evil)) {
            new DicomWriter(TransferSyntax.of(Uid.ExplicitVRLittleEndian)).write(meta, object, out);
        }
        Path received = folder.resolve("a/b/c/received");
        Listening listening = listen("--to", received.toString());
        tool("storescu", "-aec", "LECTERN", "127.0.0.1", Integer.toString(listening.port()), evil.toString());
        try (Stream<Path> all = Files.walk(folder)) {
            assertFalse(all.anyMatch(path -> path.getFileName().toString().startsWith("escaped")));
        }
        try (Stream<Path> all = Files.list(received)) {
            assertTrue(all.map(path -> path.getFileName().toString())
                    .allMatch(name -> name.matches("sha256-[0-9a-f]{64}\\.dcm")));
        }
    }
}
