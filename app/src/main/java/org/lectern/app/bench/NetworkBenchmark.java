package org.lectern.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dicomweb.DicomWebClient;
import org.lectern.imaging.dicomweb.DicomWebSettings;
import org.lectern.imaging.dicomweb.Resource;
import org.lectern.imaging.dicomweb.TransferListener;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.DimseClient;
import org.lectern.imaging.dimse.DimseServer;
import org.lectern.imaging.dimse.QueryModel;
import org.lectern.imaging.dimse.Services;
import org.lectern.imaging.dimse.TransferEnd;
import org.lectern.imaging.dimse.TransferProgress;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.samples.Sample;

/** A 400-slice CT (210 MB) to and from Orthanc and dcmtk over loopback, beside dcmtk's tools and curl. */
final class NetworkBenchmark implements Benchmark {
    private static final String LECTERN = "LECTERN";

    @Override
    public String name() {
        return "network";
    }

    @Override
    public String description() {
        return "400-slice CT over loopback: C-STORE, C-GET, C-MOVE, WADO-RS and STOW-RS with Orthanc and dcmtk";
    }

    @Override
    public List<Figure> run(Bench bench) throws IOException {
        List<Path> files = bench.sample(Sample.CT_COORDINATES);
        List<Figure> figures = new ArrayList<>();
        ObjectSink sink = new ScratchSink(bench.scratch("received"), false);
        ListenerSettings settings = ListenerSettings.of(LECTERN, 0).at(InetAddress.getLoopbackAddress());
        ExecutorService io = bench.threads().io();
        try (DimseServer server = DimseServer.start(settings, Services.none().with(sink), io)) {
            Optional<PeerServer> orthanc = PeerServer.orthanc(bench, server.port());
            if (orthanc.isPresent()) {
                try (PeerServer peer = orthanc.get()) {
                    Exam exam = Exam.of(files);
                    figures.addAll(new WithOrthanc(bench, exam, peer).run());
                }
            }
            figures.addAll(fromStorescu(bench, files, server.port()));
            figures.addAll(toStorescp(bench, files));
        }
        return figures;
    }

    /** The files of one series and what they are called. */
    private record Exam(List<Path> files, long bytes, String studyUid, String seriesUid) {
        static Exam of(List<Path> files) throws IOException {
            DataSet header = DicomFile.readHeader(files.getFirst()).dataSet();
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            return new Exam(
                    files,
                    bytes,
                    header.text(Tag.StudyInstanceUID).orElseThrow(),
                    header.text(Tag.SeriesInstanceUID).orElseThrow());
        }
    }

    private static List<Figure> fromStorescu(Bench bench, List<Path> files, int port) throws IOException {
        PeerTool tool = new PeerTool(bench);
        List<String> command = storescu(files, port);
        OptionalDouble stock = tool.stock(command);
        OptionalDouble tuned = tool.tuned(command);
        double bytes = (double) Exam.of(files).bytes();
        List<Figure> figures = new ArrayList<>();
        stock.ifPresent(
                s -> figures.add(Figure.alone("our receiver ← storescu, stock", bytes / 1e6 / s, "MB/s", true)));
        tuned.ifPresent(
                s -> figures.add(Figure.alone("our receiver ← storescu, tuned", bytes / 1e6 / s, "MB/s", true)));
        return figures;
    }

    private static List<Figure> toStorescp(Bench bench, List<Path> files) throws IOException {
        Optional<PeerServer> started = PeerServer.storescp(bench);
        if (started.isEmpty()) {
            return List.of();
        }
        try (PeerServer peer = started.get()) {
            double bytes = (double) Exam.of(files).bytes();
            DimseClient client = client("STORESCP", peer.dicomPort(), bench);
            double ours =
                    once(() -> whole(client.store(files, TransferProgress.NONE, new Cancellation()), files.size()));
            OptionalDouble stock = new PeerTool(bench).stock(storescu(files, peer.dicomPort()));
            return List.of(against("C-STORE → storescp", bytes, ours, "storescu stock", stock));
        }
    }

    private static List<String> storescu(List<Path> files, int port) {
        Path folder = files.getFirst().getParent();
        return List.of("storescu", "-aec", LECTERN, "127.0.0.1", Integer.toString(port), "+sd", String.valueOf(folder));
    }

    private static DimseClient client(String title, int port, Bench bench) {
        return new DimseClient(
                DimseNode.of(title, "127.0.0.1", port, LECTERN), bench.threads().io());
    }

    private static void whole(TransferEnd end, int expected) throws IOException {
        if (end.transferred() != expected) {
            throw new IOException("%d of %d objects went over".formatted(end.transferred(), expected));
        }
    }

    private static double once(Bench.Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static Figure against(String what, double bytes, double seconds, String peer, OptionalDouble peerSeconds) {
        Optional<Figure.Peer> other = peerSeconds.isPresent()
                ? Optional.of(new Figure.Peer(peer, bytes / 1e6 / peerSeconds.getAsDouble()))
                : Optional.empty();
        return new Figure(what, bytes / 1e6 / seconds, "MB/s", true, other);
    }

    /** What is measured with one Orthanc that has the exam. */
    private static final class WithOrthanc {
        private final Bench bench;
        private final Exam exam;
        private final PeerServer peer;
        private final DimseClient client;
        private final PeerTool tool;
        private final List<Figure> figures = new ArrayList<>();

        WithOrthanc(Bench bench, Exam exam, PeerServer peer) {
            this.bench = bench;
            this.exam = exam;
            this.peer = peer;
            this.client = client("ORTHANC", peer.dicomPort(), bench);
            this.tool = new PeerTool(bench);
        }

        List<Figure> run() throws IOException {
            int count = exam.files().size();
            double sent =
                    once(() -> whole(client.store(exam.files(), TransferProgress.NONE, new Cancellation()), count));
            List<String> storescu = List.of(
                    "storescu",
                    "-aec",
                    "ORTHANC",
                    "127.0.0.1",
                    Integer.toString(peer.dicomPort()),
                    "+sd",
                    String.valueOf(exam.files().getFirst().getParent()));
            figures.add(against("C-STORE → Orthanc", bytes(), sent, "storescu stock", tool.stock(storescu)));
            get();
            move();
            web();
            return figures;
        }

        private double bytes() {
            return (double) exam.bytes();
        }

        private DataSet identifier() {
            return DataSet.builder()
                    .text(Tag.QueryRetrieveLevel, "STUDY")
                    .text(Tag.StudyInstanceUID, exam.studyUid())
                    .build();
        }

        private void fetch(ObjectSink sink) throws IOException {
            TransferEnd end = client.get(
                    QueryModel.STUDY_ROOT,
                    identifier(),
                    List.of(Uid.CTImageStorage),
                    sink,
                    TransferProgress.NONE,
                    new Cancellation());
            whole(end, exam.files().size());
        }

        private void get() throws IOException {
            double seconds = bench.seconds(() -> fetch(new ScratchSink(bench.scratch("get"), false)));
            List<String> getscu = List.of(
                    "getscu",
                    "-S",
                    "-aec",
                    "ORTHANC",
                    "127.0.0.1",
                    Integer.toString(peer.dicomPort()),
                    "-k",
                    "0008,0052=STUDY",
                    "-k",
                    "0020,000d=" + exam.studyUid());
            figures.add(against("C-GET ← Orthanc", bytes(), seconds, "getscu stock", tool.stock(getscu)));
            figures.add(against("C-GET ← Orthanc", bytes(), seconds, "getscu tuned", tool.tuned(getscu)));
            double kept = bench.seconds(() -> intoArchive(this::fetch));
            figures.add(Figure.alone("C-GET ← Orthanc into the archive", bytes() / 1e6 / kept, "MB/s", true));
        }

        /** Fetches into a sink. */
        private interface Fetching {
            void into(ObjectSink sink) throws IOException;
        }

        private void intoArchive(Fetching fetching) throws IOException {
            try (LocalArchive archive = LocalArchive.open(bench.scratch("archive"));
                    ArchiveReceiver receiver = archive.receive(
                            ArchiveReceiver.Promise.FETCHED, bench.threads().io())) {
                fetching.into(receiver);
            }
        }

        private void move() throws IOException {
            double seconds = bench.seconds(() -> whole(
                    client.move(
                            QueryModel.STUDY_ROOT, identifier(), LECTERN, TransferProgress.NONE, new Cancellation()),
                    exam.files().size()));
            figures.add(Figure.alone("C-MOVE ← Orthanc", bytes() / 1e6 / seconds, "MB/s", true));
        }

        private void web() throws IOException {
            URI base = URI.create("http://127.0.0.1:%d/dicom-web".formatted(peer.httpPort()));
            Resource series = Resource.series(exam.studyUid(), exam.seriesUid());
            try (DicomWebClient web = new DicomWebClient(
                    DicomWebSettings.of(base), bench.threads().io())) {
                double seconds = bench.seconds(() -> fetch(web, series, new ScratchSink(bench.scratch("wado"), false)));
                OptionalDouble curl = bench.peerSeconds(
                        "curl",
                        "-sf",
                        "-H",
                        "Accept: multipart/related; type=\"application/dicom\"",
                        "-o",
                        bench.scratch("curl").resolve("series").toString(),
                        "%s/studies/%s/series/%s".formatted(base, exam.studyUid(), exam.seriesUid()));
                figures.add(against("WADO-RS ← Orthanc", bytes(), seconds, "curl to a file", curl));
                double kept = bench.seconds(() -> intoArchive(sink -> fetch(web, series, sink)));
                figures.add(Figure.alone("WADO-RS ← Orthanc into the archive", bytes() / 1e6 / kept, "MB/s", true));
                double sent = once(() -> web.store(exam.files(), TransferListener.none(), new Cancellation()));
                figures.add(Figure.alone("STOW-RS → Orthanc", bytes() / 1e6 / sent, "MB/s", true));
            }
        }

        private static void fetch(DicomWebClient web, Resource series, ObjectSink sink) throws NetworkException {
            web.retrieve(series, sink, TransferListener.none(), new Cancellation());
        }
    }
}
