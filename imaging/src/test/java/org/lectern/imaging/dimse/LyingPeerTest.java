package org.lectern.imaging.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.Association;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.Listener;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.dimse.association.Message;
import org.lectern.imaging.dimse.association.Negotiated;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.CommandField;
import org.lectern.imaging.dimse.message.CommandTag;
import org.lectern.imaging.dimse.message.Status;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.TransferSyntax;

/** Bar R5: an archive that keeps the protocol and lies: it is noticed, counted and told. */
final class LyingPeerTest {
    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    private List<Path> series = List.of();

    @BeforeEach
    void makeSeries() throws IOException {
        series = Objects.series(folder, 3, 32);
    }

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    /** What the archive says after a C-GET request. */
    @FunctionalInterface
    private interface Lie {
        void tell(Association association, Message request) throws IOException;
    }

    private Listener archive(Lie lie) throws IOException {
        TestArchive provider = TestArchive.of(series);
        Negotiator negotiator = new Negotiator(provider.services(), 16384);
        return Listener.start(
                ListenerSettings.of("LIAR", 0).at(InetAddress.getLoopbackAddress()),
                negotiator::answer,
                association -> {
                    try {
                        Message request = association.receive().orElseThrow();
                        request.skipDataSet();
                        lie.tell(association, request);
                        association.receive();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                io);
    }

    private TransferEnd get(Listener archive, ObjectSink sink) throws IOException {
        return new DimseClient(DimseNode.of("LIAR", "127.0.0.1", archive.port(), "LECTERN"), io)
                .get(
                        QueryModel.STUDY_ROOT,
                        Objects.studyKeys(),
                        Set.of(Uid.CTImageStorage),
                        sink,
                        TransferProgress.NONE,
                        new Cancellation());
    }

    /** Sends an object under any identity; answers the status. */
    private static int store(Association association, String announced, byte[] dataSet) throws IOException {
        Negotiated.Context context = association.negotiated().contexts(Uid.CTImageStorage).stream()
                .filter(accepted -> accepted.transferSyntax().equals(Uid.ExplicitVRLittleEndian))
                .findFirst()
                .orElseThrow();
        Command request = Command.request(CommandField.C_STORE_RQ, association.nextMessageId(), Uid.CTImageStorage)
                .with(CommandTag.AFFECTED_SOP_INSTANCE_UID, announced);
        association.send(context.id(), request, target -> target.write(MemorySegment.ofArray(dataSet)));
        return association.receive().orElseThrow().command().status().code();
    }

    private static void end(Association association, Message request, SubOperations counts) throws IOException {
        association.send(request.context().id(), counts.into(request.command().response(Status.SUCCESS), false));
    }

    private static String uid(int number) {
        return Objects.SERIES + "." + number;
    }

    private byte[] bytes(int number) throws IOException {
        return Objects.dataSetBytes(series.get(number - 1));
    }

    @Test
    void objectsUnderAForeignNameAreNotTaken() throws IOException {
        FolderSink sink = new FolderSink(folder);
        List<Integer> statuses = new ArrayList<>();
        try (Listener archive = archive((association, request) -> {
            statuses.add(store(association, uid(2), bytes(1)));
            end(association, request, new SubOperations(0, 1, 0, 0));
        })) {
            TransferEnd end = get(archive, sink);
            assertEquals(0, end.transferred());
            assertEquals(Map.of(uid(2), "its data set is that of another object than announced"), end.failures());
        }
        assertEquals(List.of(Status.DOES_NOT_MATCH_SOP_CLASS), statuses);
        assertEquals(0, sink.files());
    }

    @Test
    void objectsThatNobodyAskedForAreNotTaken() throws IOException {
        FolderSink sink = new FolderSink(folder);
        DataSet foreign = Objects.slice(9, 16).toBuilder()
                .text(Tag.StudyInstanceUID, "1.2.3")
                .text(Tag.PatientID, "SOMEBODY ELSE")
                .build();
        byte[] bytes = Objects.dataSetBytes(Objects.write(folder, foreign, TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        try (Listener archive = archive((association, request) -> {
            store(association, uid(9), bytes);
            end(association, request, new SubOperations(0, 1, 0, 0));
        })) {
            TransferEnd end = get(archive, sink);
            assertEquals(0, end.transferred());
            assertEquals(Map.of(uid(9), "it was not asked for"), end.failures());
        }
        assertEquals(0, sink.files());
    }

    @Test
    void dataSetsThatEndTooEarlyAreNotTaken() throws IOException {
        FolderSink sink = new FolderSink(folder);
        byte[] whole = bytes(1);
        List<Integer> statuses = new ArrayList<>();
        try (Listener archive = archive((association, request) -> {
            for (int cut : new int[] {whole.length - 2, whole.length / 2, 100, 7, 0}) {
                statuses.add(store(association, uid(1), Arrays.copyOf(whole, cut)));
            }
            statuses.add(store(association, uid(1), whole));
            end(association, request, new SubOperations(0, 1, 0, 0));
        })) {
            assertEquals(1, get(archive, sink).transferred());
        }
        int refused = Status.DOES_NOT_MATCH_SOP_CLASS;
        assertEquals(List.of(refused, refused, refused, refused, refused, 0), statuses);
        assertEquals(1, sink.files());
    }

    @Test
    void duplicatesAreCounted() throws IOException {
        FolderSink sink = new FolderSink(folder);
        try (Listener archive = archive((association, request) -> {
            store(association, uid(1), bytes(1));
            store(association, uid(1), bytes(1));
            store(association, uid(2), bytes(2));
            end(association, request, new SubOperations(0, 3, 0, 0));
        })) {
            TransferEnd end = get(archive, sink);
            assertEquals(2, end.transferred());
            assertEquals(1, end.duplicates());
        }
    }

    @Test
    void countsThatLieStandBesideOurOwn() throws IOException {
        FolderSink sink = new FolderSink(folder);
        try (Listener archive = archive((association, request) -> {
            association.send(
                    request.context().id(),
                    new SubOperations(60000, 0, 0, 0).into(request.command().response(Status.PENDING), true));
            store(association, uid(1), bytes(1));
            end(association, request, new SubOperations(0, 400, 0, 0));
        })) {
            TransferEnd end = get(archive, sink);
            assertEquals(1, end.transferred());
            assertEquals(400, end.remote().completed());
        }
    }

    /** Cannot keep anything. */
    private record FullDisk(FolderSink within, boolean atTheEnd) implements ObjectSink {
        @Override
        public Path newFile() throws IOException {
            if (!atTheEnd) {
                throw new IOException("No space left on device");
            }
            return within.newFile();
        }

        @Override
        public Outcome take(Received object) throws IOException {
            Files.delete(object.file());
            throw new IOException("No space left on device");
        }

        @Override
        public void discard(Path file) {
            within.discard(file);
        }
    }

    @Test
    void aFullDiskIsToldToBothSides() throws IOException {
        for (boolean atTheEnd : new boolean[] {true, false}) {
            FolderSink within = new FolderSink(folder);
            List<Integer> statuses = new ArrayList<>();
            try (Listener archive = archive((association, request) -> {
                statuses.add(store(association, uid(1), bytes(1)));
                end(association, request, new SubOperations(0, 0, 1, 0));
            })) {
                NetworkException e =
                        assertThrows(NetworkException.class, () -> get(archive, new FullDisk(within, atTheEnd)));
                assertEquals(Problem.LOCAL_STORAGE, e.problem());
                assertTrue(e.getMessage().contains("No space left on device. Make room"), e.getMessage());
            }
            assertEquals(List.of(Status.OUT_OF_RESOURCES), statuses);
            assertEquals(0, within.files());
        }
    }

    @Test
    void failuresThatTheArchiveNamesAreHandedOn() throws IOException {
        FolderSink sink = new FolderSink(folder);
        try (Listener archive = archive((association, request) -> {
            store(association, uid(1), bytes(1));
            DataSet failed = DataSet.builder()
                    .text(Tag.FailedSOPInstanceUIDList, uid(2), uid(3))
                    .build();
            association.send(
                    request.context().id(),
                    new SubOperations(0, 1, 2, 0)
                            .into(request.command().response(Status.SUB_OPERATIONS_WITH_FAILURES), false),
                    failed);
        })) {
            TransferEnd end = get(archive, sink);
            assertEquals(1, end.transferred());
            assertEquals(Set.of(uid(2), uid(3)), end.failures().keySet());
        }
    }
}
