package org.lectern.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.lectern.app.retrieval.receiver.OwnArchive;
import org.lectern.app.worklist.ListQuestion;
import org.lectern.app.worklist.ListSnapshot;
import org.lectern.app.worklist.Period;
import org.lectern.app.worklist.Scope;
import org.lectern.app.worklist.StudySearch;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dicomweb.DicomWebClient;
import org.lectern.imaging.dicomweb.DicomWebSettings;
import org.lectern.imaging.dicomweb.SearchQuery;
import org.lectern.imaging.dicomweb.TransferListener;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.DimseClient;
import org.lectern.imaging.dimse.DimseServer;
import org.lectern.imaging.dimse.FindOptions;
import org.lectern.imaging.dimse.QueryModel;
import org.lectern.imaging.dimse.Services;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/** How long an archive takes to answer: Orthanc with 2,000 studies, and our own provider with 100,000. */
final class QueryBenchmark implements Benchmark {
    private static final int ORTHANC_STUDIES = 2000;
    private static final int OWN_STUDIES = 100_000;
    private static final int MOST = 1_000_000;
    private static final String LECTERN = "LECTERN";

    @Override
    public String name() {
        return "query";
    }

    @Override
    public String description() {
        return "queries to Orthanc with 2,000 studies and to our own provider with 100,000, association included";
    }

    @Override
    public List<Figure> run(Bench bench) throws IOException {
        List<Figure> figures = new ArrayList<>();
        Optional<PeerServer> orthanc = PeerServer.orthanc(bench, PeerServer.freePort());
        if (orthanc.isPresent()) {
            try (PeerServer peer = orthanc.get()) {
                figures.addAll(orthanc(bench, peer));
            }
        }
        figures.addAll(own(bench));
        return figures;
    }

    private static List<Figure> orthanc(Bench bench, PeerServer peer) throws IOException {
        List<Path> files = studies(bench.scratch("studies"), ORTHANC_STUDIES);
        URI base = URI.create("http://127.0.0.1:%d/dicom-web".formatted(peer.httpPort()));
        DimseClient client = client("ORTHANC", peer.dicomPort(), bench);
        try (DicomWebClient web =
                new DicomWebClient(DicomWebSettings.of(base), bench.threads().io())) {
            web.store(files, TransferListener.none(), new Cancellation());
            PeerTool tool = new PeerTool(bench);
            List<String> findscu = List.of(
                    "findscu",
                    "-S",
                    "-aec",
                    "ORTHANC",
                    "127.0.0.1",
                    Integer.toString(peer.dicomPort()),
                    "-k",
                    "0008,0052=STUDY",
                    "-k",
                    "0010,0020=",
                    "-k",
                    "0020,000d=");
            return List.of(
                    milliseconds(
                            "C-FIND, one patient of 2,000, Orthanc", find(bench, client, "Q1000", 1), Optional.empty()),
                    milliseconds(
                            "C-FIND, all of 2,000, Orthanc",
                            find(bench, client, "", ORTHANC_STUDIES),
                            peer("findscu stock", tool.stock(findscu))),
                    milliseconds(
                            "QIDO-RS, one patient of 2,000, Orthanc", search(bench, web, "Q1000", 1), Optional.empty()),
                    milliseconds(
                            "QIDO-RS, all of 2,000, Orthanc",
                            search(bench, web, "", ORTHANC_STUDIES),
                            Optional.empty()));
        }
    }

    private static List<Figure> own(Bench bench) throws IOException {
        Path folder = bench.scratch("hundred-thousand");
        studies(folder, OWN_STUDIES);
        Path archiveFolder = bench.scratch("own");
        BenchExam.imported(archiveFolder, folder, bench.threads());
        try (LocalArchive archive = LocalArchive.open(archiveFolder)) {
            List<Figure> figures = new ArrayList<>(list(bench, archive));
            OwnArchive provider = new OwnArchive(archive, LECTERN, title -> Optional.empty());
            ListenerSettings settings = ListenerSettings.of(LECTERN, 0).at(InetAddress.getLoopbackAddress());
            try (DimseServer server = DimseServer.start(
                    settings,
                    Services.none().with((org.lectern.imaging.dimse.QueryProvider) provider),
                    bench.threads().io())) {
                DimseClient client = client(LECTERN, server.port(), bench);
                figures.add(milliseconds(
                        "C-FIND, one patient of 100,000, our provider",
                        find(bench, client, "Q50000", 1),
                        Optional.empty()));
                figures.add(milliseconds(
                        "C-FIND, 1,000 patients of 100,000, our provider",
                        find(bench, client, "Q12*", 1111),
                        Optional.empty()));
                return figures;
            }
        }
    }

    /** The list while words are typed, from the question to the rows in order. */
    private static List<Figure> list(Bench bench, LocalArchive archive) throws IOException {
        BlockingQueue<ListSnapshot> shown = new LinkedBlockingQueue<>();
        try (StudySearch search =
                new StudySearch(archive, bench.threads(), InstantSource.system(), Runnable::run, shown::add)) {
            return List.of(
                    milliseconds("list of 100,000, all shown", list(bench, search, shown, ""), Optional.empty()),
                    milliseconds(
                            "list of 100,000, words that all have",
                            list(bench, search, shown, "bench"),
                            Optional.empty()),
                    milliseconds(
                            "list of 100,000, words that 1,111 have",
                            list(bench, search, shown, "bench q12"),
                            Optional.empty()));
        }
    }

    private static double list(Bench bench, StudySearch search, BlockingQueue<ListSnapshot> shown, String words)
            throws IOException {
        return bench.seconds(() -> {
            shown.clear();
            search.ask(new ListQuestion(words, Period.ANY, "", Optional.empty(), Scope.HERE), List.of());
            try {
                boolean isOver = false;
                while (!isOver) {
                    ListSnapshot list = shown.take();
                    isOver = list.question().text().equals(words)
                            && list.here().filter(here -> here.phase().isEnd()).isPresent();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        });
    }

    private static Figure milliseconds(String what, double seconds, Optional<Figure.Peer> peer) {
        return new Figure(what, seconds * 1000, "ms", false, peer);
    }

    private static Optional<Figure.Peer> peer(String name, OptionalDouble seconds) {
        return seconds.isPresent()
                ? Optional.of(new Figure.Peer(name, seconds.getAsDouble() * 1000))
                : Optional.empty();
    }

    private static DimseClient client(String title, int port, Bench bench) {
        return new DimseClient(
                DimseNode.of(title, "127.0.0.1", port, "BENCH"), bench.threads().io());
    }

    private static DataSet keys(String patientId) {
        return DataSet.builder()
                .text(Tag.QueryRetrieveLevel, "STUDY")
                .text(Tag.PatientID, patientId)
                .text(Tag.PatientName)
                .text(Tag.StudyInstanceUID)
                .text(Tag.StudyDate)
                .text(Tag.StudyDescription)
                .build();
    }

    private static double find(Bench bench, DimseClient client, String patientId, int expected) throws IOException {
        return bench.seconds(() -> {
            int[] answers = new int[1];
            client.find(
                    QueryModel.STUDY_ROOT,
                    keys(patientId),
                    FindOptions.plain(MOST),
                    answer -> answers[0]++,
                    new Cancellation());
            check(answers[0], expected);
        });
    }

    private static double search(Bench bench, DicomWebClient web, String patientId, int expected) throws IOException {
        DataSet keys =
                keys(patientId).toBuilder().remove(Tag.QueryRetrieveLevel).build();
        return bench.seconds(() -> {
            int[] answers = new int[1];
            web.search(
                    new SearchQuery(SearchQuery.Level.STUDY, keys, MOST, false),
                    answer -> answers[0]++,
                    new Cancellation());
            check(answers[0], expected);
        });
    }

    private static void check(int answers, int expected) throws IOException {
        if (answers != expected) {
            throw new IOException("%d answers instead of %d".formatted(answers, expected));
        }
    }

    /** A tiny object for each study, a patient for each study. */
    private static List<Path> studies(Path folder, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        DicomWriter writer = new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        for (int n = 0; n < count; n++) {
            DataSet study = DataSet.builder()
                    .text(Tag.SOPClassUID, Uid.SecondaryCaptureImageStorage)
                    .text(Tag.SOPInstanceUID, "2.25.4712.1." + n)
                    .text(Tag.StudyInstanceUID, "2.25.4712.2." + n)
                    .text(Tag.SeriesInstanceUID, "2.25.4712.3." + n)
                    .text(Tag.PatientName, "BENCH^Number " + n)
                    .text(Tag.PatientID, "Q" + n)
                    .text(Tag.Modality, "OT")
                    .text(Tag.StudyDate, "2026%02d%02d".formatted(n % 12 + 1, n % 28 + 1))
                    .text(Tag.StudyDescription, "Benchmark")
                    .build();
            Path file = folder.resolve("S%06d.dcm".formatted(n));
            writer.write(study, file);
            files.add(file);
        }
        return files;
    }
}
