package org.lectern.imaging.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.Cancellation;
import org.lectern.peers.Orthanc;

/** Storage commitment (PS3.4 Annex J) with Orthanc, which reports over an association of its own, both ways. */
final class CommitmentTest {
    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void needsOrthanc() {
        assumeTrue(Orthanc.isInstalled());
    }

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    private DimseServer server(Services services) throws IOException {
        return DimseServer.start(ListenerSettings.of("LECTERN", 0).at(InetAddress.getLoopbackAddress()), services, io);
    }

    @Test
    void orthancReportsWhatItKeepsAndWhatNot() throws IOException {
        CommitmentReports reports = new CommitmentReports();
        try (Orthanc orthanc = Orthanc.start(folder);
                DimseServer server = server(Services.none().with(reports))) {
            orthanc.knows("LECTERN", server.port());
            DimseClient client =
                    new DimseClient(DimseNode.of("ORTHANC", "127.0.0.1", orthanc.dicomPort(), "LECTERN"), io);
            client.store(Objects.series(folder, 1, 32), TransferProgress.NONE, new Cancellation());
            Identity kept = new Identity(Uid.CTImageStorage, Objects.SERIES + ".1");
            Identity missing = new Identity(Uid.CTImageStorage, Objects.SERIES + ".77");
            Optional<Map<String, String>> report =
                    client.commit(List.of(kept, missing), reports, Duration.ofSeconds(60), new Cancellation());
            assertEquals(Set.of(missing.sopInstanceUid()), report.orElseThrow().keySet());
        }
    }

    private record Answering(BlockingQueue<List<Identity>> asked, DimseNode orthanc) implements CommitmentProvider {
        @Override
        public Map<Identity, Integer> commit(List<Identity> objects, String callingAe) {
            asked.add(objects);
            return Map.of();
        }

        @Override
        public Optional<DimseNode> reportTo(String callingAe) {
            return Optional.of(orthanc);
        }
    }

    @Test
    void orthancAsksUs() throws Exception {
        BlockingQueue<List<Identity>> asked = new LinkedBlockingQueue<>();
        try (Orthanc orthanc = Orthanc.start(folder)) {
            DimseNode node = DimseNode.of("ORTHANC", "127.0.0.1", orthanc.dicomPort(), "LECTERN");
            try (DimseServer server = server(Services.none().with(new Answering(asked, node)))) {
                orthanc.knows("LECTERN", server.port());
                String answer = orthanc.post(
                        "/modalities/LECTERN/storage-commitment",
                        "{\"DicomInstances\": [[\"%s\", \"1.2.3\"]]}".formatted(Uid.CTImageStorage));
                assertTrue(answer.contains("/storage-commitment/"), answer);
                assertEquals(List.of(new Identity(Uid.CTImageStorage, "1.2.3")), asked.poll(30, TimeUnit.SECONDS));
            }
        }
    }
}
