package org.lectern.imaging.dimse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.peers.Peer;

/** Against dcmtk's tools, both ways. */
final class DcmtkTest {
    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void needsDcmtk() {
        assumeTrue(Peer.isInstalled("storescu"));
    }

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    private DimseServer server(Services services) throws IOException {
        return DimseServer.start(ListenerSettings.of("LECTERN", 0).at(InetAddress.getLoopbackAddress()), services, io);
    }

    private Peer.Result tool(String name, DimseServer server, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(name, "-aec", "LECTERN"));
        command.addAll(List.of(more));
        command.addAll(1, List.of("127.0.0.1", Integer.toString(server.port())));
        return Peer.run(folder, command);
    }

    @Test
    void echoscuIsAnswered() throws IOException {
        try (DimseServer server = server(Services.none())) {
            assertEquals(0, tool("echoscu", server).exit());
        }
    }

    @Test
    void echoscuWithAnotherTitleIsRejected() throws IOException {
        try (DimseServer server = server(Services.none())) {
            Peer.Result result =
                    Peer.run(folder, List.of("echoscu", "-aec", "OTHER", "127.0.0.1", Integer.toString(server.port())));
            assertEquals(1, result.exit());
            assertTrue(result.output().contains("Called AE Title Not Recognized"), result.output());
        }
    }

    @Test
    void whatStorescuSendsArrivesByteForByte() throws IOException {
        List<Path> series = Objects.series(folder, 5, 64);
        FolderSink sink = new FolderSink(folder);
        try (DimseServer server = server(Services.none().with(sink))) {
            String[] files = series.stream().map(Path::toString).toArray(String[]::new);
            Peer.Result result = tool("storescu", server, files);
            assertEquals(0, result.exit(), result.output());
        }
        assertEquals(5, sink.taken().size());
        for (int i = 1; i <= 5; i++) {
            Path arrived = sink.taken().get(Objects.SERIES + "." + i);
            assertArrayEquals(Objects.dataSetBytes(series.get(i - 1)), Objects.dataSetBytes(arrived));
            DataSet meta = DicomFile.read(arrived).meta();
            assertEquals("STORESCU", meta.text(Tag.SourceApplicationEntityTitle).orElseThrow());
            assertEquals(
                    0, Peer.run(folder, List.of("dcmftest", arrived.toString())).exit());
        }
    }

    @Test
    void whatWeSendToStorescpArrivesByteForByte() throws IOException {
        List<Path> series = Objects.series(folder, 5, 64);
        int port = Peer.freePort();
        Path received = Files.createDirectory(folder.resolve("received"));
        try (Peer peer = Peer.start(
                folder, port, List.of("storescp", "-od", received.toString(), "+B", Integer.toString(port)))) {
            TransferEnd end = new DimseClient(DimseNode.of("STORESCP", "127.0.0.1", port, "LECTERN"), io)
                    .store(series, TransferProgress.NONE, new Cancellation());
            assertEquals(Map.of(), end.failures(), peer.output());
            assertEquals(5, end.transferred());
        }
        try (Stream<Path> files = Files.list(received)) {
            for (Path file : files.toList()) {
                int number = DicomFile.read(file)
                        .dataSet()
                        .integer(Tag.InstanceNumber)
                        .orElseThrow();
                assertArrayEquals(Objects.dataSetBytes(series.get(number - 1)), Objects.dataSetBytes(file));
            }
        }
    }

    @Test
    void anObjectOfOddLengthIsMadeEvenAndTheOthersFollowIt() throws IOException {
        List<Path> series = Objects.series(folder, 2, 64);
        int pixelBytes = 64 * 64 * 2;
        byte[] file = Files.readAllBytes(series.getFirst());
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(file.length - pixelBytes - Integer.BYTES, pixelBytes - 1);
        Files.write(series.getFirst(), Arrays.copyOf(file, file.length - 1));
        int port = Peer.freePort();
        Path received = Files.createDirectory(folder.resolve("received"));
        try (Peer peer = Peer.start(
                folder, port, List.of("storescp", "-od", received.toString(), "+B", Integer.toString(port)))) {
            TransferEnd end = new DimseClient(DimseNode.of("STORESCP", "127.0.0.1", port, "LECTERN"), io)
                    .store(series, TransferProgress.NONE, new Cancellation());
            assertEquals(Map.of(), end.failures(), peer.output());
            assertEquals(2, end.transferred());
        }
        file[file.length - 1] = 0;
        byte[] expected = Arrays.copyOfRange(file, file.length - pixelBytes, file.length);
        try (Stream<Path> files = Files.list(received)) {
            Path first = files.filter(each -> each.getFileName().toString().endsWith(".1"))
                    .findFirst()
                    .orElseThrow();
            byte[] arrived = Files.readAllBytes(first);
            assertArrayEquals(expected, Arrays.copyOfRange(arrived, arrived.length - pixelBytes, arrived.length));
        }
    }

    @Test
    void findscuIsAnswered() throws IOException {
        TestArchive archive = TestArchive.of(Objects.series(folder, 3, 16));
        try (DimseServer server = server(archive.services())) {
            Peer.Result result =
                    tool("findscu", server, "-S", "-k", "QueryRetrieveLevel=IMAGE", "-k", "SOPInstanceUID");
            assertEquals(0, result.exit(), result.output());
            for (int i = 1; i <= 3; i++) {
                assertTrue(result.output().contains(Objects.SERIES + "." + i), result.output());
            }
        }
    }

    @Test
    void getscuFetchesByteForByte() throws IOException {
        List<Path> series = Objects.series(folder, 4, 64);
        TestArchive archive = TestArchive.of(series);
        Path received = Files.createDirectory(folder.resolve("got"));
        try (DimseServer server = server(archive.services())) {
            Peer.Result result = tool(
                    "getscu",
                    server,
                    "-S",
                    "-B",
                    "-od",
                    received.toString(),
                    "-k",
                    "QueryRetrieveLevel=STUDY",
                    "-k",
                    "StudyInstanceUID=" + Objects.STUDY);
            assertEquals(0, result.exit(), result.output());
        }
        try (Stream<Path> files = Files.list(received)) {
            List<Path> got = files.toList();
            assertEquals(4, got.size());
            for (Path file : got) {
                int number = DicomFile.read(file)
                        .dataSet()
                        .integer(Tag.InstanceNumber)
                        .orElseThrow();
                assertArrayEquals(Objects.dataSetBytes(series.get(number - 1)), Objects.dataSetBytes(file));
            }
        }
    }

    @Test
    void movescuMovesToItsOwnPort() throws IOException {
        List<Path> series = Objects.series(folder, 4, 64);
        int port = Peer.freePort();
        TestArchive archive =
                new TestArchive(series, Map.of("MOVESCU", DimseNode.of("MOVESCU", "127.0.0.1", port, "LECTERN")));
        Path received = Files.createDirectory(folder.resolve("moved"));
        try (DimseServer server = server(archive.services())) {
            Peer.Result result = tool(
                    "movescu",
                    server,
                    "-S",
                    "-aet",
                    "MOVESCU",
                    "+P",
                    Integer.toString(port),
                    "-od",
                    received.toString(),
                    "-k",
                    "QueryRetrieveLevel=STUDY",
                    "-k",
                    "StudyInstanceUID=" + Objects.STUDY);
            assertEquals(0, result.exit(), result.output());
        }
        try (Stream<Path> files = Files.list(received)) {
            assertEquals(4, files.count());
        }
    }
}
