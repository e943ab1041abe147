package org.lectern.imaging.dimse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.dimse.association.Negotiated;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.peers.Orthanc;

/** Against a fresh Orthanc: what is sent is found, and comes back as it was. */
final class OrthancTest {
    private static final int SLICES = 12;

    @TempDir
    static Path folder;

    private static final ExecutorService IO = Executors.newVirtualThreadPerTaskExecutor();
    private static Orthanc orthanc;
    private static List<Path> series;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Orthanc.isInstalled());
        orthanc = Orthanc.start(folder);
        series = Objects.series(folder, SLICES, 128);
        TransferEnd end = client().store(series, TransferProgress.NONE, new Cancellation());
        assertEquals(Map.of(), end.failures());
        assertEquals(SLICES, end.transferred());
    }

    @AfterAll
    static void stop() {
        if (orthanc != null) {
            orthanc.close();
        }
        IO.shutdownNow();
    }

    private static DimseClient client() {
        return new DimseClient(DimseNode.of("ORTHANC", "127.0.0.1", orthanc.dicomPort(), "LECTERN"), IO);
    }

    private static void assertSameObjects(FolderSink sink) throws IOException {
        assertEquals(SLICES, sink.taken().size());
        assertEquals(SLICES, sink.files());
        for (int i = 1; i <= SLICES; i++) {
            assertArrayEquals(
                    Objects.dataSetBytes(series.get(i - 1)),
                    Objects.dataSetBytes(sink.taken().get(Objects.SERIES + "." + i)));
        }
    }

    @Test
    void answersTheEcho() throws IOException {
        Negotiated negotiated = client().echo(new Cancellation());
        assertTrue(negotiated.peer().implementationVersionName().startsWith("OFFIS"));
    }

    @Test
    void answersQueriesWithTheTextAsItIs() throws IOException {
        List<DataSet> answers = new ArrayList<>();
        DataSet keys = DataSet.builder()
                .text(Tag.QueryRetrieveLevel, "STUDY")
                .text(Tag.PatientID, "P1")
                .text(Tag.PatientName)
                .text(Tag.StudyInstanceUID)
                .text(Tag.NumberOfStudyRelatedInstances)
                .build();
        FindEnd end =
                client().find(QueryModel.STUDY_ROOT, keys, FindOptions.plain(10), answers::add, new Cancellation());
        assertEquals(1, end.answers());
        assertEquals("Grün^Anna", answers.getFirst().text(Tag.PatientName).orElseThrow());
        assertEquals(
                Objects.STUDY, answers.getFirst().text(Tag.StudyInstanceUID).orElseThrow());
        assertEquals(
                SLICES,
                answers.getFirst().integer(Tag.NumberOfStudyRelatedInstances).orElseThrow());
    }

    @Test
    void answersBeyondTheLimitAreCancelled() throws IOException {
        DataSet keys = DataSet.builder()
                .text(Tag.QueryRetrieveLevel, "IMAGE")
                .text(Tag.StudyInstanceUID, Objects.STUDY)
                .text(Tag.SeriesInstanceUID, Objects.SERIES)
                .text(Tag.SOPInstanceUID)
                .build();
        List<DataSet> answers = new ArrayList<>();
        FindEnd end =
                client().find(QueryModel.STUDY_ROOT, keys, FindOptions.plain(5), answers::add, new Cancellation());
        assertEquals(new FindEnd(5, true, false), end);
        assertEquals(5, answers.size());
    }

    @Test
    void sendsObjectsWithGetByteForByte() throws IOException {
        FolderSink sink = new FolderSink(folder);
        TransferEnd end = client().get(
                        QueryModel.STUDY_ROOT,
                        Objects.studyKeys(),
                        Set.of(Uid.CTImageStorage),
                        sink,
                        TransferProgress.NONE,
                        new Cancellation());
        assertEquals(SLICES, end.transferred());
        assertEquals(SLICES, end.remote().completed());
        assertEquals(Map.of(), end.failures());
        assertSameObjects(sink);
    }

    @Test
    void sendsObjectsOfUnknownKindsWithGet() throws IOException {
        FolderSink sink = new FolderSink(folder);
        client().get(
                        QueryModel.STUDY_ROOT,
                        Objects.studyKeys(),
                        Set.of(),
                        sink,
                        TransferProgress.NONE,
                        new Cancellation());
        assertSameObjects(sink);
    }

    @Test
    void sendsObjectsWithMoveToOurReceiver() throws IOException {
        FolderSink sink = new FolderSink(folder);
        try (DimseServer server = DimseServer.start(
                ListenerSettings.of("LECTERN", 0).at(InetAddress.getLoopbackAddress()),
                Services.none().with(sink),
                IO)) {
            orthanc.knows("LECTERN", server.port());
            TransferEnd end = client().move(
                            QueryModel.STUDY_ROOT,
                            Objects.studyKeys(),
                            "LECTERN",
                            TransferProgress.NONE,
                            new Cancellation());
            assertEquals(SLICES, end.transferred());
            assertSameObjects(sink);
        }
    }

    @Test
    void refusesAMoveToAnUnknownDestinationInWords() {
        NetworkException e = assertThrows(
                NetworkException.class,
                () -> client().move(
                                QueryModel.STUDY_ROOT,
                                Objects.studyKeys(),
                                "NOBODY",
                                TransferProgress.NONE,
                                new Cancellation()));
        assertEquals(Problem.REMOTE_FAILURE, e.problem());
    }
}
