package org.lectern.imaging.dimse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.peers.Peer;

/** Against dcmtk's archive: everything that is sent is found and comes back, by C-GET and by C-MOVE. */
final class DcmqrscpTest {
    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    private Path configuration(int port, int receiver) throws IOException {
        Path storage = Files.createDirectory(folder.resolve("storage"));
        return Files.writeString(folder.resolve("dcmqrscp.cfg"), """
                NetworkTCPPort = %d
                MaxPDUSize = 16384
                MaxAssociations = 16
                HostTable BEGIN
                lectern = (LECTERN, 127.0.0.1, %d)
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                ARCHIVE %s RW (200, 1024mb) ANY
                AETable END
                """.formatted(port, receiver, storage));
    }

    @Test
    void everythingComesBack() throws IOException {
        assumeTrue(Peer.isInstalled("dcmqrscp"));
        List<Path> series = Objects.series(folder, 6, 64);
        FolderSink moved = new FolderSink(folder);
        int port = Peer.freePort();
        try (DimseServer receiver = DimseServer.start(
                        ListenerSettings.of("LECTERN", 0).at(InetAddress.getLoopbackAddress()),
                        Services.none().with(moved),
                        io);
                Peer _ = Peer.start(
                        folder,
                        port,
                        List.of(
                                "dcmqrscp",
                                "-c",
                                configuration(port, receiver.port()).toString()))) {
            DimseClient client = new DimseClient(DimseNode.of("ARCHIVE", "127.0.0.1", port, "LECTERN"), io);
            assertEquals(
                    6,
                    client.store(series, TransferProgress.NONE, new Cancellation())
                            .transferred());
            List<DataSet> answers = new ArrayList<>();
            DataSet keys = Objects.studyKeys().toBuilder().text(Tag.PatientName).build();
            client.find(QueryModel.STUDY_ROOT, keys, FindOptions.plain(10), answers::add, new Cancellation());
            assertEquals(1, answers.size());
            FolderSink got = new FolderSink(folder);
            client.get(
                    QueryModel.STUDY_ROOT,
                    Objects.studyKeys(),
                    Set.of(Uid.CTImageStorage),
                    got,
                    TransferProgress.NONE,
                    new Cancellation());
            TransferEnd end = client.move(
                    QueryModel.STUDY_ROOT, Objects.studyKeys(), "LECTERN", TransferProgress.NONE, new Cancellation());
            assertEquals(6, end.transferred());
            for (FolderSink sink : List.of(got, moved)) {
                for (int i = 1; i <= 6; i++) {
                    assertArrayEquals(
                            Objects.dataSetBytes(series.get(i - 1)),
                            Objects.dataSetBytes(sink.taken().get(Objects.SERIES + "." + i)));
                }
            }
            NetworkException unknown = assertThrows(
                    NetworkException.class,
                    () -> client.move(
                            QueryModel.STUDY_ROOT,
                            Objects.studyKeys(),
                            "NOBODY",
                            TransferProgress.NONE,
                            new Cancellation()));
            assertEquals(Problem.REMOTE_FAILURE, unknown.problem());
            assertTrue(
                    unknown.getMessage().contains("Its administrator must enter our AE title"), unknown.getMessage());
        }
    }
}
