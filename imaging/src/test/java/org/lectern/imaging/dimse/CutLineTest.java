package org.lectern.imaging.dimse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.dimse.association.Timeouts;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.ObjectSink.Outcome;
import org.lectern.peers.FaultyLine;
import org.lectern.peers.FaultyLine.Break;
import org.lectern.peers.FaultyLine.Direction;
import org.lectern.peers.FaultyLine.Fault;

/**
 * Bar R4: the line is closed, reset or stalled at every PDU boundary and at 200 random offsets. Whatever happens, nothing
 * partial is handed over, what arrived is whole, the failure is told in words, and trying again completes.
 */
final class CutLineTest {
    private static final int SLICES = 4;
    private static final int RANDOM_OFFSETS = 200;
    private static final int STALLS = 12;
    private static final Timeouts SHORT = new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofMillis(200),
            Duration.ofMillis(200));

    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    private List<Path> series = List.of();

    @BeforeEach
    void makeSeries() throws IOException {
        series = Objects.series(folder, SLICES, 96);
    }

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    private DimseServer server(Services services) throws IOException {
        ListenerSettings settings = ListenerSettings.of("ARCHIVE", 0)
                .at(InetAddress.getLoopbackAddress())
                .with(SHORT);
        return DimseServer.start(settings, services, io);
    }

    private DimseClient client(int port) {
        return new DimseClient(
                DimseNode.of("ARCHIVE", "127.0.0.1", port, "LECTERN").with(SHORT), io);
    }

    /** Where to break: all ends of PDUs and random places between. */
    private static List<Long> offsets(FaultyLine line, Direction direction) {
        List<Long> ends = line.pduEnds(direction);
        List<Long> offsets = new ArrayList<>(ends);
        Random random = new Random(11);
        for (int i = 0; i < RANDOM_OFFSETS; i++) {
            offsets.add(random.nextLong(ends.getLast()));
        }
        return offsets;
    }

    private static List<Break> breaks(FaultyLine line, Direction direction) {
        List<Break> breaks = new ArrayList<>();
        List<Long> offsets = offsets(line, direction);
        for (int i = 0; i < offsets.size(); i++) {
            Fault fault = i % 2 == 0 ? Fault.CLOSE : Fault.RESET;
            breaks.add(new Break(direction, offsets.get(i), fault));
        }
        for (int i = 0; i < STALLS; i++) {
            breaks.add(new Break(direction, offsets.get(i * offsets.size() / STALLS), Fault.STALL));
        }
        return breaks;
    }

    private void assertWhole(FolderSink sink) throws IOException {
        assertEquals(0, sink.openFiles());
        assertEquals(sink.taken().size(), sink.files());
        for (Map.Entry<String, Path> object : sink.taken().entrySet()) {
            int number =
                    Integer.parseInt(object.getKey().substring(object.getKey().lastIndexOf('.') + 1));
            assertArrayEquals(Objects.dataSetBytes(series.get(number - 1)), Objects.dataSetBytes(object.getValue()));
        }
    }

    private static void assertInWords(NetworkException e) {
        assertTrue(
                EnumSet.of(Problem.CUT, Problem.TIMED_OUT, Problem.PROTOCOL).contains(e.problem()),
                e.problem() + ": " + e.getMessage());
        assertFalse(e.getMessage().contains("null"), e.getMessage());
        assertFalse(e.getMessage().contains("Exception"), e.getMessage());
    }

    private TransferEnd get(int port, FolderSink sink) throws IOException {
        return client(port)
                .get(
                        QueryModel.STUDY_ROOT,
                        Objects.studyKeys(),
                        Set.of(Uid.CTImageStorage),
                        sink,
                        TransferProgress.NONE,
                        new Cancellation());
    }

    @Test
    void getSurvivesEveryCut() throws IOException {
        try (DimseServer server = server(TestArchive.of(series).services())) {
            List<Break> breaks;
            try (FaultyLine line = FaultyLine.sound(server.port())) {
                assertEquals(SLICES, get(line.port(), new FolderSink(folder)).transferred());
                breaks = breaks(line, Direction.TO_CLIENT);
            }
            for (Break where : breaks) {
                FolderSink sink = new FolderSink(folder);
                try (FaultyLine line = FaultyLine.breaking(server.port(), where)) {
                    TransferEnd end = get(line.port(), sink);
                    assertEquals(SLICES, end.transferred(), where::toString); // cut after the work was done
                } catch (NetworkException e) {
                    assertInWords(e);
                }
                assertWhole(sink);
            }
            FolderSink sink = new FolderSink(folder);
            assertEquals(SLICES, get(server.port(), sink).transferred());
            assertWhole(sink);
        }
    }

    @Test
    void storeSurvivesEveryCutOnBothSides() throws IOException {
        List<Break> breaks;
        try (DimseServer server = server(Services.none().with(new FolderSink(folder)));
                FaultyLine line = FaultyLine.sound(server.port())) {
            assertEquals(
                    SLICES,
                    client(line.port())
                            .store(series, TransferProgress.NONE, new Cancellation())
                            .transferred());
            breaks = breaks(line, Direction.TO_SERVER);
        }
        for (Break where : breaks) {
            FolderSink sink = new FolderSink(folder);
            List<String> acknowledged = new ArrayList<>();
            TransferProgress progress = new TransferProgress() {
                @Override
                public void object(String sopInstanceUid, Outcome outcome, long bytes) {
                    acknowledged.add(sopInstanceUid);
                }
            };
            try (DimseServer server = server(Services.none().with(sink));
                    FaultyLine line = FaultyLine.breaking(server.port(), where)) {
                client(line.port()).store(series, progress, new Cancellation());
            } catch (NetworkException e) {
                assertInWords(e);
            }
            assertWhole(sink);
            assertTrue(sink.taken().keySet().containsAll(acknowledged), where::toString);
        }
    }

    @Test
    void moveSurvivesEveryCutOfTheWayBack() throws IOException {
        FolderSink whole = new FolderSink(folder);
        List<Break> breaks;
        try (DimseServer receiver = server(Services.none().with(whole));
                FaultyLine line = FaultyLine.sound(receiver.port())) {
            assertEquals(SLICES, move(line.port()).transferred());
            breaks = breaks(line, Direction.TO_SERVER);
        }
        assertWhole(whole);
        for (Break where : breaks) {
            FolderSink sink = new FolderSink(folder);
            try (DimseServer receiver = server(Services.none().with(sink));
                    FaultyLine line = FaultyLine.breaking(receiver.port(), where)) {
                TransferEnd end = move(line.port());
                assertTrue(end.transferred() <= SLICES);
                assertEquals(SLICES, end.remote().completed() + end.remote().failed(), where::toString);
            } catch (NetworkException e) {
                assertEquals(Problem.REMOTE_FAILURE, e.problem(), e.getMessage());
            }
            assertWhole(sink);
        }
    }

    private TransferEnd move(int receiverPort) throws IOException {
        DimseNode receiver =
                DimseNode.of("ARCHIVE", "127.0.0.1", receiverPort, "OTHER").with(SHORT);
        Timeouts patient = SHORT.withResponse(Duration.ofSeconds(5));
        try (DimseServer archive = server(new TestArchive(series, Map.of("LECTERN", receiver)).services())) {
            return new DimseClient(
                            DimseNode.of("ARCHIVE", "127.0.0.1", archive.port(), "LECTERN")
                                    .with(patient),
                            io)
                    .move(
                            QueryModel.STUDY_ROOT,
                            Objects.studyKeys(),
                            "LECTERN",
                            TransferProgress.NONE,
                            new Cancellation());
        }
    }
}
