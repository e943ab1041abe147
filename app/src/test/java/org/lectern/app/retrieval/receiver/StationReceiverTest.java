package org.lectern.app.retrieval.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.retrieval.Arrivals;
import org.lectern.app.retrieval.FolderSink;
import org.lectern.app.retrieval.JsonNodeStore;
import org.lectern.app.retrieval.NodeConnector;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.Passphrase;
import org.lectern.app.settings.Station;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.Announcement;
import org.lectern.imaging.dimse.association.Association;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.Proposal;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.CommandField;
import org.lectern.imaging.dimse.message.CommandTag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.peers.Orthanc;
import org.lectern.peers.Peer;
import org.lectern.peers.TestCertificates;
import org.lectern.samples.Sample;

/** The receiver of a workstation, called by dcmtk's tools and by Orthanc. */
class StationReceiverTest {
    private static final Station STATION = new Station("READER", 0, true, List.of());

    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore changes = new Semaphore(0);
    private LocalArchive archive;
    private MasterKeyVault vault;
    private StationReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        archive = LocalArchive.open(folder.resolve("archive"));
        archive.onChange(changes::release);
        vault = new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none()));
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
        archive.close();
        io.shutdownNow();
    }

    private int start(Station station) throws IOException {
        JsonNodeStore nodes = new JsonNodeStore(folder);
        NodeConnector connector = new NodeConnector(vault, () -> station, new TemporaryReceiver(0, io), io);
        receiver = StationReceiver.open(station, archive, new Destinations(nodes, connector), vault, io);
        return receiver.port().orElse(0);
    }

    private Peer.Result tool(String name, int port, String... more) throws IOException {
        assumeTrue(Peer.isInstalled(name), name + " is not installed");
        List<String> command = new ArrayList<>(List.of(name, "-aec", "READER"));
        command.addAll(List.of(more));
        command.addAll(1, List.of("127.0.0.1", Integer.toString(port)));
        return Peer.run(folder, command);
    }

    private List<Path> samples() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Sample.CT_TILT.write(in, Parallel.SEQUENTIAL, file -> {});
        try (Stream<Path> files = Files.walk(in)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Waits for the archive to tell of objects until it has so many. */
    private void awaitObjects(int count) throws Exception {
        while (archive.studies(StudyQuery.ALL).stream()
                        .mapToInt(StudyEntry::instanceCount)
                        .sum()
                < count) {
            assertTrue(changes.tryAcquire(60, TimeUnit.SECONDS), "the archive hears of objects");
        }
    }

    @Test
    void whatStorescuSendsIsInTheArchiveAndEchoscuIsAnswered() throws Exception {
        int port = start(STATION);
        List<Path> files = samples();
        assertEquals(0, tool("echoscu", port).exit());
        Peer.Result sent = tool("storescu", port, "+sd", "+r", "in");
        assertEquals(0, sent.exit(), sent.output());
        awaitObjects(files.size());
        assertEquals(
                "Listening at port %d as READER, without encryption, for everybody on the network.".formatted(port),
                receiver.state());
        Peer.Result other = tool("echoscu", port, "-aec", "SOMEBODY");
        assertNotEquals(0, other.exit());
        assertTrue(other.output().contains("Called AE Title Not Recognized"), other.output());
    }

    @Test
    void callersAreLetInByTitleAddressAndNetwork() throws Exception {
        int port = start(STATION.withCallers(List.of(
                Station.Caller.parse("NEAR@127.0.0.0/8"),
                Station.Caller.parse("FAR@10.0.0.0/8"),
                Station.Caller.parse("NAMED@localhost"),
                Station.Caller.parse("*@192.0.2.0/24"))));
        for (String welcome : List.of("NEAR", "NAMED")) {
            Peer.Result answered = tool("echoscu", port, "-aet", welcome);
            assertEquals(0, answered.exit(), answered.output());
        }
        for (String stranger : List.of("FAR", "FOE")) {
            Peer.Result refused = tool(
                    "storescu", port, "-aet", stranger, samples().getFirst().toString());
            assertNotEquals(0, refused.exit());
            assertTrue(refused.output().contains("Calling AE Title Not Recognized"), refused.output());
        }
        receiver.restart(STATION.withCallers(List.of(Station.Caller.parse("*@127.0.0.1/32"))));
        assertEquals(
                0, tool("echoscu", receiver.port().orElseThrow(), "-aet", "FOE").exit());
        assertEquals(List.of(), archive.studies(StudyQuery.ALL));
    }

    @Test
    void overTlsOnlyCallersWithACertificateOfTheAuthorityAreTaken() throws Exception {
        assumeTrue(TestCertificates.isPossible(), "openssl is not installed");
        TestCertificates certificates = TestCertificates.make(folder);
        TestCertificates.Pair ours = certificates.server();
        Station.Secured secured = new Station.Secured(
                ours.certificate(), Optional.of(ours.key()), Optional.empty(), Optional.of(certificates.authority()));
        int port = start(STATION.withTls(Optional.of(secured)));
        assertTrue(receiver.state().contains("over TLS with certificates on both sides"), receiver.state());
        List<Path> files = samples();
        String trust = certificates.authority().toString();
        TestCertificates.Pair client = certificates.client();
        Peer.Result sent = tool(
                "storescu",
                port,
                "+tls",
                client.key().toString(),
                client.certificate().toString(),
                "+cf",
                trust,
                "+sd",
                "+r",
                "in");
        assertEquals(0, sent.exit(), sent.output());
        awaitObjects(files.size());
        TestCertificates.Pair unknown = certificates.unknownIssuer();
        assertNotEquals(0, tool("echoscu", port).exit(), "plain TCP");
        assertNotEquals(0, tool("echoscu", port, "+tla", "+cf", trust).exit(), "no certificate");
        assertNotEquals(
                0,
                tool(
                                "echoscu",
                                port,
                                "+tls",
                                unknown.key().toString(),
                                unknown.certificate().toString(),
                                "+cf",
                                trust)
                        .exit(),
                "of another authority");
        receiver.restart(STATION.withTls(Optional.of(
                new Station.Secured(ours.certificate(), Optional.of(ours.key()), Optional.empty(), Optional.empty()))));
        Peer.Result anonymous = tool("echoscu", receiver.port().orElseThrow(), "+tla", "+cf", trust);
        assertEquals(0, anonymous.exit(), anonymous.output());
    }

    @Test
    void whatListensForTheMomentIsSecuredTheSameWay() throws Exception {
        assumeTrue(TestCertificates.isPossible(), "openssl is not installed");
        TestCertificates certificates = TestCertificates.make(folder);
        TestCertificates.Pair ours = certificates.server();
        int port = Peer.freePort();
        start(STATION.withReceives(false)
                .withPort(port)
                .withTls(Optional.of(new Station.Secured(
                        ours.certificate(), Optional.of(ours.key()), Optional.empty(), Optional.empty()))));
        assertNotEquals(0, tool("echoscu", port).exit(), "nobody listens");
        RemoteArchive.Progress unseen = new RemoteArchive.Progress() {
            @Override
            public void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes) {}

            @Override
            public void failed(String sopInstanceUid, String why) {}

            @Override
            public void remaining(int objects) {}
        };
        List<Path> files = samples();
        try (Arrivals.Door door = receiver.open(
                "READER",
                DicomFile.readHeader(files.getFirst())
                        .dataSet()
                        .text(Tag.StudyInstanceUID)
                        .orElseThrow(),
                new FolderSink(folder.resolve("came"), false),
                unseen)) {
            assertNotEquals(0, tool("echoscu", port).exit(), "plain TCP");
            Peer.Result sent = tool(
                    "storescu",
                    port,
                    "+tla",
                    "+cf",
                    certificates.authority().toString(),
                    files.getFirst().toString());
            assertEquals(0, sent.exit(), sent.output());
            assertEquals(1, door.arrived());
        }
    }

    @Test
    void anOrthancMovesAStudyToIt() throws Exception {
        assumeTrue(Orthanc.isInstalled(), "Orthanc is not installed");
        int port = start(STATION.withCallers(List.of(Station.Caller.parse("ORTHANC@127.0.0.1"))));
        List<Path> files = samples();
        String study = DicomFile.readHeader(files.getFirst())
                .dataSet()
                .text(Tag.StudyInstanceUID)
                .orElseThrow();
        try (Orthanc orthanc = Orthanc.start(Files.createDirectories(folder.resolve("peer")))) {
            orthanc.upload(files);
            orthanc.knows("READER", port);
            assumeTrue(Peer.isInstalled("movescu"), "dcmtk is not installed");
            Peer.Result moved = Peer.run(
                    folder,
                    List.of(
                            "movescu",
                            "-S",
                            "-aec",
                            "ORTHANC",
                            "-aem",
                            "READER",
                            "-k",
                            "QueryRetrieveLevel=STUDY",
                            "-k",
                            "StudyInstanceUID=" + study,
                            "127.0.0.1",
                            Integer.toString(orthanc.dicomPort())));
            assertEquals(0, moved.exit(), moved.output());
            awaitObjects(files.size());
            assertEquals(study, archive.studies(StudyQuery.ALL).getFirst().studyUid());
        }
    }

    /** IHE RAD-49; no peer at hand sends it, so the request is made of parts (PS3.4 table R.3.2-1). */
    @Test
    void anAnnouncedStudyIsToldAndOneWithoutItsUidIsRefused() throws Exception {
        int port = start(STATION);
        BlockingQueue<Announcement> heard = new LinkedBlockingQueue<>();
        receiver.onAnnounced(heard::add);
        DataSet object = DataSet.builder()
                .text(Tag.RetrieveAETitle, "PACS")
                .text(Tag.InstanceAvailability, "ONLINE")
                .text(Tag.ReferencedSOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                .text(Tag.ReferencedSOPInstanceUID, "1.2.3.1.1")
                .build();
        DataSet series = DataSet.builder()
                .text(Tag.SeriesInstanceUID, "1.2.3.1")
                .items(Tag.ReferencedSOPSequence, object)
                .build();
        DataSet.Builder notification = DataSet.builder().items(Tag.ReferencedSeriesSequence, series);
        Proposal proposal = Proposal.builder()
                .context(Uid.InstanceAvailabilityNotification, List.of(Uid.ExplicitVRLittleEndian))
                .build();
        DimseNode us = DimseNode.of("READER", "127.0.0.1", port, "PACS");
        try (Association association = Association.open(us, proposal, io, new Cancellation())) {
            assertEquals(0x0212, announce(association, notification.build()), "mistyped argument: no study");
            assertEquals(
                    0,
                    announce(
                            association,
                            notification.text(Tag.StudyInstanceUID, "1.2.3").build()));
            association.release();
        }
        assertEquals(
                new Announcement(
                        "PACS",
                        "1.2.3",
                        List.of(new Announcement.Item(
                                "1.2.3.1",
                                "1.2.840.10008.5.1.4.1.1.2",
                                "1.2.3.1.1",
                                Announcement.Availability.ONLINE,
                                "PACS"))),
                heard.poll(60, TimeUnit.SECONDS));
        assertTrue(heard.isEmpty());
    }

    /** Answers the status. */
    private static int announce(Association association, DataSet notification) throws IOException {
        int context = association.negotiated().contexts().getFirst().id();
        association.send(
                context,
                Command.request(
                        CommandField.N_CREATE_RQ, association.nextMessageId(), Uid.InstanceAvailabilityNotification),
                notification);
        Command answer = association.receive().orElseThrow().command();
        assertEquals(CommandField.N_CREATE_RQ | CommandField.RESPONSE, answer.field());
        int status = answer.number(CommandTag.STATUS).orElseThrow();
        if (status == 0) {
            assertTrue(
                    answer.text(CommandTag.AFFECTED_SOP_INSTANCE_UID).orElse("").startsWith("2.25."));
        }
        return status;
    }

    @Test
    void aBusyPortIsToldWithWhatToDoAndTheReceiverStartsOnceItIsFree() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            start(STATION.withPort(other.getLocalPort()));
            String notice = receiver.notice().orElseThrow();
            assertTrue(notice.contains("port " + other.getLocalPort() + " is in use"), notice);
            assertTrue(notice.contains("start the receiver again under Settings"), notice);
            assertEquals(Optional.empty(), receiver.port());
        }
        receiver.restart(STATION);
        assertEquals(Optional.empty(), receiver.notice());
        assertEquals(0, tool("echoscu", receiver.port().orElseThrow()).exit());
        receiver.restart(STATION.withReceives(false));
        assertEquals(Optional.empty(), receiver.port());
    }

    @Test
    void aCertificateThatCannotBeReadIsToldAndNothingListensInTheOpen() throws Exception {
        start(STATION.withTls(Optional.of(new Station.Secured(
                folder.resolve("gone.pem"), Optional.empty(), Optional.empty(), Optional.empty()))));
        assertEquals(Optional.empty(), receiver.port());
        assertTrue(receiver.notice().orElseThrow().contains("Nothing can be sent here"), receiver.state());
        receiver.restart(STATION.withCallers(List.of(new Station.Caller("PACS", "nowhere.invalid"))));
        assertTrue(receiver.notice().orElseThrow().contains("nobody knows that host"), receiver.state());
    }
}
