package org.lectern.app.retrieval.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lectern.app.retrieval.DicomWebAccess;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.FolderSink;
import org.lectern.app.retrieval.MemorySite;
import org.lectern.app.retrieval.MemorySite.Instance;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.NodeConnector;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.Timer;
import org.lectern.app.retrieval.query.FederatedSearch;
import org.lectern.app.retrieval.query.SearchCriteria;
import org.lectern.app.retrieval.query.SearchLimits;
import org.lectern.app.retrieval.query.SearchSnapshot;
import org.lectern.app.retrieval.query.SiteState;
import org.lectern.app.retrieval.receiver.TemporaryReceiver;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.Passphrase;
import org.lectern.app.settings.Station;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.peers.Orthanc;
import org.lectern.peers.Peer;

/** Searching and fetching from two real archives, one of which dies. */
class OrthancTransfersTest {
    private static final int SLICES = 400;

    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private final Timer timer = Timer.of(ticks, io);
    private final Map<String, Site> sites = new HashMap<>();
    private NodeConnector connector;
    private int ourPort;

    /** How an archive is spoken to. */
    enum Way {
        DICOMWEB,
        GET,
        MOVE
    }

    @BeforeEach
    void connect() throws IOException {
        assumeTrue(Orthanc.isInstalled());
        ourPort = Peer.freePort();
        connector = new NodeConnector(
                new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none())),
                () -> Station.INITIAL,
                new TemporaryReceiver(ourPort, io),
                io);
    }

    @AfterEach
    void close() {
        ticks.shutdownNow();
        io.shutdownNow();
    }

    private Site site(String name, Orthanc orthanc, Way way) throws IOException {
        Node node = Node.of(
                        name,
                        switch (way) {
                            case DICOMWEB -> DicomWebAccess.of(orthanc.dicomWeb());
                            case GET -> DimseAccess.of("ORTHANC", "127.0.0.1", orthanc.dicomPort());
                            case MOVE -> moving(orthanc);
                        })
                .withRoles(EnumSet.allOf(Node.Role.class));
        Site site = Site.of(node, connector);
        sites.put(name, site);
        return site;
    }

    private DimseAccess moving(Orthanc orthanc) throws IOException {
        orthanc.knows(Station.INITIAL.aeTitle(), ourPort);
        return new DimseAccess(
                "ORTHANC",
                "127.0.0.1",
                orthanc.dicomPort(),
                Optional.empty(),
                DimseAccess.Way.MOVE,
                Optional.empty(),
                Optional.empty());
    }

    /** A slice of 64 KB. */
    private static DataSet slice(Instance instance) {
        byte[] pixels = new byte[128 * 256 * 2];
        new Random(instance.number()).nextBytes(pixels);
        return instance.dataSet().toBuilder()
                .text(Tag.Modality, "OT")
                .text(Tag.StudyDate, "20260301")
                .number(Tag.Rows, 128)
                .number(Tag.Columns, 256)
                .number(Tag.BitsAllocated, 16)
                .number(Tag.BitsStored, 16)
                .number(Tag.HighBit, 15)
                .number(Tag.PixelRepresentation, 0)
                .number(Tag.SamplesPerPixel, 1)
                .text(Tag.PhotometricInterpretation, "MONOCHROME2")
                .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(pixels))
                .build();
    }

    private List<Path> slices(String study, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        Path slices = Files.createDirectories(folder.resolve("slices-" + study));
        for (Instance instance : MemorySite.study(study, "P1", count)) {
            Path file = slices.resolve(instance.number() + ".dcm");
            new DicomWriter(TransferSyntax.of("1.2.840.10008.1.2.1")).write(slice(instance), file);
            files.add(file);
        }
        return files;
    }

    /** Many files in one request. */
    private Path zipped(List<Path> files) throws IOException {
        Path zip = folder.resolve("slices.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return zip;
    }

    private Transfers open(LocalArchive archive, Intake intake) throws IOException {
        return Transfers.open(
                folder.resolve("transfers.sqlite"),
                new Transfers.Means(
                        io,
                        timer,
                        InstantSource.system(),
                        new Random(1),
                        name -> Optional.ofNullable(sites.get(name)),
                        LocalObjects.of(archive),
                        intake,
                        Pins.of(archive),
                        new TransferLimits(4, 2, 6, Duration.ofMillis(50), Duration.ofSeconds(1), 10_000)));
    }

    private static Transfer ended(Transfers transfers, long id) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Runnable look = () -> {
            if (transfers.find(id).orElseThrow().state().isEnd()) {
                end.countDown();
            }
        };
        transfers.onChange(look);
        look.run();
        assertTrue(end.await(180, TimeUnit.SECONDS), () -> transfers.list().toString());
        return transfers.find(id).orElseThrow();
    }

    /** The archive, with something that happens after so many objects. */
    private static Intake after(ArchiveReceiver receiver, int objects, Runnable event, List<String> taken) {
        AtomicInteger count = new AtomicInteger();
        ObjectSink sink = new ObjectSink() {
            @Override
            public Path newFile() throws IOException {
                return receiver.newFile();
            }

            @Override
            public Outcome take(Received object) throws IOException {
                Outcome outcome = receiver.take(object);
                taken.add(outcome.name());
                if (count.incrementAndGet() == objects) {
                    event.run();
                }
                return outcome;
            }

            @Override
            public void discard(Path file) {
                receiver.discard(file);
            }
        };
        return new Intake() {
            @Override
            public ObjectSink sink() {
                return sink;
            }

            @Override
            public void settle() throws IOException {
                receiver.flush();
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void aStudyWhoseArchiveDiesInTheMiddleIsCompletedFromTheOther(Way way) throws Exception {
        try (Orthanc north = Orthanc.start(folder);
                Orthanc south = Orthanc.start(folder);
                LocalArchive archive = LocalArchive.open(folder.resolve("archive"));
                ArchiveReceiver receiver = archive.receive(ArchiveReceiver.Promise.FETCHED, io)) {
            List<Path> files = slices("1.2.3", SLICES);
            List<Path> zip = List.of(zipped(files));
            north.upload(zip);
            south.upload(zip);
            site("north", north, way);
            site("south", south, way);
            List<String> taken = Collections.synchronizedList(new ArrayList<>());
            try (Transfers transfers = open(archive, after(receiver, 150, north::kill, taken))) {
                long id = transfers.add(TransferRequest.retrieve(
                        new Subject("1.2.3", "P1", "", "Test^P1", "OT"), List.of("north", "south")));
                Transfer end = ended(transfers, id);
                assertEquals(State.FINISHED, end.state(), () -> end.words().toString());
                assertEquals("south", end.site());
                assertEquals(0, end.verification().missing());
                assertEquals(0, end.verification().changed());
                assertEquals(List.of(), end.words());
            }
            Set<String> here = LocalObjects.of(archive).instancesOf("1.2.3");
            assertEquals(SLICES, here.size());
            assertEquals(1, archive.studies(StudyQuery.ALL).size());
            assertEquals(SLICES, archive.studies(StudyQuery.ALL).getFirst().instanceCount());
            // what was here was not fetched again, but for the one image that comes first and the rest of the series
            assertTrue(taken.size() <= SLICES + 2, () -> taken.size() + " objects went over");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentArrivesAndIsNotSentTwice(Way way) throws Exception {
        try (Orthanc north = Orthanc.start(folder);
                LocalArchive archive = LocalArchive.open(folder.resolve("archive"));
                ArchiveReceiver receiver = archive.receive(ArchiveReceiver.Promise.FETCHED, io)) {
            site("north", north, way);
            try (Transfers transfers = open(archive, Intake.of(receiver))) {
                long id = transfers.add(TransferRequest.send(
                        new Subject("1.2.4", "P1", "", "Test^P1", "OT"), "north", slices("1.2.4", 30), false));
                Transfer end = ended(transfers, id);
                assertEquals(State.FINISHED, end.state(), () -> end.words().toString());
                assertEquals(30, end.progress().objects());
            }
            assertTrue(north.get("/statistics").replace(" ", "").contains("\"CountInstances\":30"));
        }
    }

    @Test
    void twoStudiesComeByMoveThroughOnePort() throws Exception {
        try (Orthanc north = Orthanc.start(folder);
                LocalArchive archive = LocalArchive.open(folder.resolve("archive"));
                ArchiveReceiver receiver = archive.receive(ArchiveReceiver.Promise.FETCHED, io)) {
            north.upload(slices("1.2.7", 40));
            north.upload(slices("1.2.8", 40));
            site("north", north, Way.MOVE);
            try (Transfers transfers = open(archive, Intake.of(receiver))) {
                List<Long> ids = new ArrayList<>();
                for (String study : List.of("1.2.7", "1.2.8")) {
                    ids.add(transfers.add(
                            TransferRequest.retrieve(new Subject(study, "P1", "", "Test^P1", "OT"), List.of("north"))));
                }
                for (long id : ids) {
                    Transfer end = ended(transfers, id);
                    assertEquals(State.FINISHED, end.state(), () -> end.words().toString());
                    assertEquals(0, end.verification().missing());
                    assertEquals(List.of(), end.words());
                }
            }
            assertEquals(40, LocalObjects.of(archive).instancesOf("1.2.7").size());
            assertEquals(40, LocalObjects.of(archive).instancesOf("1.2.8").size());
        }
    }

    @Test
    void compressedObjectsArriveAsTheyAreBesidePlainOnes() throws Exception {
        assumeTrue(Peer.isInstalled("dcmcjpls"));
        try (Orthanc north = Orthanc.start(folder)) {
            List<Path> files = new ArrayList<>(slices("1.2.9", 4));
            Path compressed = folder.resolve("compressed.dcm");
            int code = new ProcessBuilder("dcmcjpls", "+un", files.getFirst().toString(), compressed.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            assertEquals(0, code);
            files.set(0, compressed);
            north.upload(files);
            Path came = folder.resolve("came");
            try (RemoteArchive remote = site("north", north, Way.GET).open()) {
                RemoteArchive.TransferEnd end = remote.retrieve(
                        RemoteArchive.Wanted.study("1.2.9"),
                        new FolderSink(came, false),
                        new Deaf(),
                        new Cancellation());
                assertEquals(4, end.transferred());
                assertEquals(Map.of(), end.failures());
            }
            List<String> syntaxes = new ArrayList<>();
            try (Stream<Path> found = Files.list(came)) {
                for (Path file : found.toList()) {
                    syntaxes.add(DicomFile.readHeader(file).syntax().uid());
                }
            }
            Collections.sort(syntaxes);
            assertEquals(
                    List.of(
                            "1.2.840.10008.1.2.1",
                            "1.2.840.10008.1.2.1",
                            "1.2.840.10008.1.2.1",
                            "1.2.840.10008.1.2.4.80"),
                    syntaxes);
        }
    }

    /** Hears nothing. */
    private static final class Deaf implements RemoteArchive.Progress {
        @Override
        public void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes) {}

        @Override
        public void failed(String sopInstanceUid, String why) {}

        @Override
        public void remaining(int objects) {}
    }

    @Test
    void oneSearchAsksTwoArchivesAndAThirdThatIsDown() throws Exception {
        try (Orthanc north = Orthanc.start(folder);
                Orthanc south = Orthanc.start(folder);
                Orthanc down = Orthanc.start(folder)) {
            List<Path> both = slices("1.2.5", 3);
            north.upload(List.of(zipped(both)));
            List<Path> more = new ArrayList<>(both);
            more.addAll(slices("1.2.6", 2));
            south.upload(List.of(zipped(more)));
            List<Site> asked = List.of(
                    site("north", north, Way.GET), site("south", south, Way.DICOMWEB), site("down", down, Way.GET));
            down.kill();
            AtomicReference<SearchSnapshot> last = new AtomicReference<>(SearchSnapshot.NOTHING);
            CountDownLatch finished = new CountDownLatch(1);
            try (FederatedSearch search = new FederatedSearch(
                    new FederatedSearch.Means(
                            io, timer, InstantSource.system(), query -> List.of(), SearchLimits.USUAL),
                    snapshot -> {
                        last.set(snapshot);
                        if (snapshot.isFinished()) {
                            finished.countDown();
                        }
                    })) {
                search.ask(SearchCriteria.ofPatient("P1", ""), asked);
                assertTrue(
                        finished.await(120, TimeUnit.SECONDS), () -> last.get().toString());
            }
            SearchSnapshot end = last.get();
            assertEquals(2, end.rows().size());
            assertEquals(
                    Set.of(List.of("north", "south"), List.of("south")),
                    Set.of(end.rows().get(0).sites(), end.rows().get(1).sites()));
            assertEquals(
                    List.of(SiteState.Phase.DONE, SiteState.Phase.DONE, SiteState.Phase.DONE, SiteState.Phase.FAILED),
                    end.sites().stream().map(SiteState::phase).toList());
            assertTrue(end.sites().getLast().words().length() > 10);
        }
    }
}
