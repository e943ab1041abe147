package org.lectern.imaging.dimse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.dimse.association.Negotiated;
import org.lectern.imaging.dimse.association.Proposal;
import org.lectern.imaging.dimse.message.Status;
import org.lectern.imaging.dimse.pdu.UserIdentity;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.part10.TransferSyntax;

/** Our user against our provider: what no peer at hand can do. */
final class ServerTest {
    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    private DimseServer server(Services services) throws IOException {
        return DimseServer.start(ListenerSettings.of("ARCHIVE", 0).at(InetAddress.getLoopbackAddress()), services, io);
    }

    private static DimseNode node(DimseServer server) {
        return DimseNode.of("ARCHIVE", "127.0.0.1", server.port(), "LECTERN");
    }

    private DimseClient client(DimseServer server) {
        return new DimseClient(node(server), io);
    }

    @Test
    void severalOperationsAreOpenWhereAgreedOn() throws IOException {
        FolderSink sink = new FolderSink(folder);
        try (DimseServer server = server(Services.none().with(sink))) {
            Proposal proposal = Proposal.builder()
                    .context(Uid.CTImageStorage, List.of(Uid.ExplicitVRLittleEndian))
                    .window(0, 1)
                    .build();
            assertEquals(
                    16, client(server).negotiate(proposal, new Cancellation()).window());
            List<Path> series = Objects.series(folder, 40, 32);
            TransferEnd end = client(server).store(series, TransferProgress.NONE, new Cancellation());
            assertEquals(40, end.transferred());
        }
        assertEquals(40, sink.taken().size());
    }

    @Test
    void rolesSyntaxesAndExtensionsAreNegotiated() throws IOException {
        try (DimseServer server = server(TestArchive.of(List.of()).services().with(new FolderSink(folder)))) {
            Proposal proposal = Proposal.builder()
                    .context(Uid.CTImageStorage, List.of(Uid.ImplicitVRLittleEndian, Uid.ExplicitVRLittleEndian))
                    .context(Uid.CTImageStorage, List.of("1.2.3"))
                    .context("1.2.3.4", List.of(Uid.ImplicitVRLittleEndian))
                    .context(QueryModel.STUDY_ROOT.find(), List.of(Uid.ImplicitVRLittleEndian))
                    .providing(Uid.CTImageStorage)
                    .extended(QueryModel.STUDY_ROOT.find(), new byte[] {1, 1, 1, 1})
                    .build();
            Negotiated agreed = client(server).negotiate(proposal, new Cancellation());
            assertEquals(
                    List.of(
                            new Negotiated.Context(1, Uid.CTImageStorage, Uid.ExplicitVRLittleEndian),
                            new Negotiated.Context(7, QueryModel.STUDY_ROOT.find(), Uid.ImplicitVRLittleEndian)),
                    agreed.contexts());
            assertEquals(2, agreed.refused().size());
            assertTrue(agreed.requestorProvides(Uid.CTImageStorage));
            assertArrayEquals(
                    new byte[] {0, 0, 1, 0}, agreed.extended().getFirst().information());
            assertEquals(1, agreed.window());
            assertEquals("LECTERN_0_1", agreed.peer().implementationVersionName());
        }
    }

    @Test
    void aUserWhomNobodyChecksIsLetInButNotConfirmed() throws IOException {
        try (DimseServer server = server(Services.none())) {
            for (UserIdentity user : List.of(
                    UserIdentity.user("anna"), UserIdentity.user("anna", "secret"), UserIdentity.jwt("e30.e30."))) {
                Negotiated agreed = new DimseClient(node(server).with(user), io).echo(new Cancellation());
                assertTrue(agreed.peer().identityResponse().isEmpty(), user.toString());
            }
        }
    }

    /** Answers by a function. */
    private record Answering(Answer answer) implements QueryProvider {
        private interface Answer {
            void find(Inquiry inquiry, Consumer<DataSet> match, Cancellation cancellation) throws IOException;
        }

        @Override
        public Set<QueryModel> models() {
            return Set.of(QueryModel.STUDY_ROOT);
        }

        @Override
        public void find(Inquiry inquiry, Consumer<DataSet> match, Cancellation cancellation) throws IOException {
            answer.find(inquiry, match, cancellation);
        }
    }

    private static DataSet match(int number) {
        return DataSet.builder().text(Tag.StudyInstanceUID, "1.2." + number).build();
    }

    @Test
    void aQueryIsCancelledWhereItRuns() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        Answering endless = new Answering((_, match, cancellation) -> {
            try (Cancellation.Registration _ = cancellation.onCancel(cancelled::countDown)) {
                for (int i = 0; !cancellation.isCancelled(); i++) {
                    match.accept(match(i));
                }
            }
        });
        try (DimseServer server = server(Services.none().with(endless))) {
            List<DataSet> answers = new ArrayList<>();
            FindEnd end = client(server)
                    .find(
                            QueryModel.STUDY_ROOT,
                            Objects.studyKeys(),
                            FindOptions.plain(100),
                            answers::add,
                            new Cancellation());
            assertEquals(new FindEnd(100, true, false), end);
            assertEquals(100, answers.size());
            assertTrue(cancelled.await(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void cancellingAQueryIsToldAsThat() throws Exception {
        Cancellation cancellation = new Cancellation();
        Answering endless = new Answering((_, match, there) -> {
            for (int i = 0; !there.isCancelled(); i++) {
                match.accept(match(i));
            }
        });
        try (DimseServer server = server(Services.none().with(endless))) {
            NetworkException e = assertThrows(
                    NetworkException.class,
                    () -> client(server)
                            .find(
                                    QueryModel.STUDY_ROOT,
                                    Objects.studyKeys(),
                                    FindOptions.plain(Integer.MAX_VALUE),
                                    _ -> cancellation.cancel(),
                                    cancellation));
            assertEquals(Problem.CANCELLED, e.problem());
        }
    }

    @Test
    void aProviderThatFailsAnswersAStatusWithoutItsReason() throws IOException {
        Answering failing = new Answering((_, _, _) -> {
            throw new IOException("Mueller, Hans is not readable");
        });
        Answering refusing = new Answering((_, _, _) -> {
            throw new ProviderException(Status.OUT_OF_RESOURCES, "too many queries");
        });
        Answering faulty = new Answering((_, _, _) -> {
            throw new IllegalStateException("Mueller, Hans");
        });
        for (Answering provider : List.of(failing, refusing, faulty)) {
            try (DimseServer server = server(Services.none().with(provider))) {
                NetworkException e = assertThrows(
                        NetworkException.class,
                        () -> client(server)
                                .find(
                                        QueryModel.STUDY_ROOT,
                                        Objects.studyKeys(),
                                        FindOptions.plain(1),
                                        _ -> {},
                                        new Cancellation()));
                assertEquals(Problem.REMOTE_FAILURE, e.problem());
                assertFalse(e.getMessage().contains("Mueller"));
                client(server).echo(new Cancellation());
            }
        }
    }

    @Test
    void aServiceThatIsNotOfferedIsNamed() throws IOException {
        try (DimseServer server = server(Services.none())) {
            NetworkException e = assertThrows(
                    NetworkException.class,
                    () -> client(server)
                            .find(
                                    QueryModel.WORKLIST,
                                    DataSet.empty(),
                                    FindOptions.plain(1),
                                    _ -> {},
                                    new Cancellation()));
            assertEquals(Problem.NOT_SUPPORTED, e.problem());
            assertTrue(e.getMessage().contains("does not offer Modality Worklist Information Model"), e.getMessage());
        }
    }

    /** Asked for one kind of object there is a context for each encoding; asked for all kinds, encodings share contexts. */
    @Test
    void objectsComeAsTheyAreOrAreWrittenAnewWhereTheirEncodingHasNoContextOfItsOwn() throws IOException {
        DataSet slice = Objects.slice(1, 32);
        Path bigEndian = Objects.write(folder, slice, TransferSyntax.EXPLICIT_BIG_ENDIAN);
        FolderSink same = new FolderSink(Files.createDirectory(folder.resolve("same")));
        FolderSink anew = new FolderSink(Files.createDirectory(folder.resolve("anew")));
        try (DimseServer archive = server(TestArchive.of(List.of(
                        bigEndian,
                        Objects.write(folder, Objects.slice(2, 32), TransferSyntax.DEFLATED),
                        Objects.write(folder, Objects.slice(3, 32), TransferSyntax.IMPLICIT_LITTLE_ENDIAN)))
                .services())) {
            assertEquals(3, fetched(archive, Set.of(Uid.CTImageStorage), same));
            assertEquals(3, fetched(archive, Set.of(), anew));
        }
        String first = Objects.SERIES + ".1";
        assertArrayEquals(
                Objects.dataSetBytes(bigEndian),
                Objects.dataSetBytes(same.taken().get(first)));
        Path plain = Objects.write(folder, slice, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        assertArrayEquals(
                Objects.dataSetBytes(plain), Objects.dataSetBytes(anew.taken().get(first)));
    }

    private int fetched(DimseServer archive, Set<String> kinds, FolderSink sink) throws IOException {
        return client(archive)
                .get(QueryModel.STUDY_ROOT, Objects.studyKeys(), kinds, sink, TransferProgress.NONE, new Cancellation())
                .transferred();
    }

    private record Committing(Map<Identity, Integer> refused, Optional<DimseNode> report)
            implements CommitmentProvider {
        @Override
        public Map<Identity, Integer> commit(List<Identity> objects, String callingAe) {
            return refused;
        }

        @Override
        public Optional<DimseNode> reportTo(String callingAe) {
            return report;
        }
    }

    @Test
    void commitmentIsReportedOnTheSameAssociationAndOnAnother() throws IOException {
        Identity kept = new Identity(Uid.CTImageStorage, "1.2.1");
        Identity lost = new Identity(Uid.CTImageStorage, "1.2.2");
        CommitmentReports reports = new CommitmentReports();
        try (DimseServer ours = server(Services.none().with(reports))) {
            for (Optional<DimseNode> way : List.of(Optional.<DimseNode>empty(), Optional.of(node(ours)))) {
                Committing provider = new Committing(Map.of(lost, Status.NO_SUCH_OBJECT), way);
                try (DimseServer archive = server(Services.none().with(provider))) {
                    Optional<Map<String, String>> report = client(archive)
                            .commit(List.of(kept, lost), reports, Duration.ofSeconds(20), new Cancellation());
                    assertEquals(Optional.of(Map.of("1.2.2", "it has no such object (status 0112)")), report);
                }
            }
            assertEquals(
                    Optional.empty(),
                    client(server(Services.none()))
                            .commit(List.of(kept), reports, Duration.ofSeconds(1), new Cancellation()));
        }
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Answering slow = new Answering((_, _, cancellation) -> {
            asked.countDown();
            CountDownLatch cancelled = new CountDownLatch(1);
            try (Cancellation.Registration _ = cancellation.onCancel(cancelled::countDown)) {
                cancelled.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        DimseServer server = server(Services.none().with(slow));
        Future<NetworkException> refusal = io.submit(() -> assertThrows(
                NetworkException.class,
                () -> client(server)
                        .find(
                                QueryModel.STUDY_ROOT,
                                Objects.studyKeys(),
                                FindOptions.plain(1),
                                _ -> {},
                                new Cancellation())));
        assertTrue(asked.await(20, TimeUnit.SECONDS));
        server.close();
        assertEquals(Problem.CUT, refusal.get(20, TimeUnit.SECONDS).problem());
        assertEquals(0, server.openAssociations());
        NetworkException gone =
                assertThrows(NetworkException.class, () -> client(server).echo(new Cancellation()));
        assertEquals(Problem.CONNECTION_REFUSED, gone.problem());
    }

    /** The bar R12: two thousand, some of them dropped without a word or amid one. */
    @Test
    void manyAssociationsLeaveNothingBehind() throws IOException {
        long heap = 0;
        long files = 0;
        int threads = 0;
        try (DimseServer server = server(Services.none())) {
            for (int i = 0; i < Integer.getInteger("lectern.test.associations", 2000); i++) {
                if (i == 100) {
                    heap = usedHeap();
                    files = openFiles();
                    threads = ManagementFactory.getThreadMXBean().getThreadCount();
                }
                if (i % 4 == 3) {
                    drop(server, i);
                } else {
                    client(server).echo(new Cancellation());
                }
            }
        }
        io.close(); // waits for whatever still serves somebody
        long more = usedHeap() - heap;
        assertTrue(more < 4 << 20, "%,d bytes more".formatted(more));
        assertTrue(openFiles() <= files + 5, "%d files open, %d before".formatted(openFiles(), files));
        int left = ManagementFactory.getThreadMXBean().getThreadCount();
        assertTrue(left <= threads + 5, "%d threads, %d before".formatted(left, threads));
    }

    /** Hangs up at once, or after part of an A-ASSOCIATE-RQ (PS3.8 section 9.3.2). */
    private static void drop(DimseServer server, int number) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(new byte[] {1, 0, 0, 0, 0, 100, 0, 1}, 0, number % 9);
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Descriptors in use, where the system tells. */
    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }
}
