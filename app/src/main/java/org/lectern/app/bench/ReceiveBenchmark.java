package org.lectern.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.DimseClient;
import org.lectern.imaging.dimse.DimseServer;
import org.lectern.imaging.dimse.QueryModel;
import org.lectern.imaging.dimse.Services;
import org.lectern.imaging.dimse.TransferProgress;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.samples.Sample;

/** Memory while 5 GB arrive, and how soon the first image of an exam elsewhere is painted. */
final class ReceiveBenchmark implements Benchmark {
    private static final long FIVE_GB = 5_000_000_000L;
    private static final int SIZE = 1024;

    @Override
    public String name() {
        return "receive";
    }

    @Override
    public String description() {
        return "memory while 5 GB are sent to our receiver, and the first image of a 400-slice CT on Orthanc";
    }

    @Override
    public List<Figure> run(Bench bench) throws IOException {
        List<Path> files = bench.sample(Sample.CT_COORDINATES);
        List<Figure> figures = new java.util.ArrayList<>(memory(bench, files));
        Optional<PeerServer> orthanc = PeerServer.orthanc(bench, PeerServer.freePort());
        if (orthanc.isPresent()) {
            try (PeerServer peer = orthanc.get()) {
                DimseClient client = client("ORTHANC", peer.dicomPort(), bench);
                client.store(files, TransferProgress.NONE, new Cancellation());
                double seconds = bench.seconds(() -> firstImage(bench, client, studyOf(files)));
                figures.add(Figure.alone("first image painted after the request, C-GET", seconds * 1000, "ms", false));
            }
        }
        return figures;
    }

    private static List<Figure> memory(Bench bench, List<Path> files) throws IOException {
        ScratchSink sink = new ScratchSink(bench.scratch("five"), false);
        ListenerSettings settings = ListenerSettings.of("LECTERN", 0).at(InetAddress.getLoopbackAddress());
        try (DimseServer server = DimseServer.start(
                settings, Services.none().with(sink), bench.threads().io())) {
            DimseClient client = client("LECTERN", server.port(), bench);
            long heap = 0;
            long resident = 0;
            long before = ProcessMemory.residentBytes();
            while (sink.bytes() < FIVE_GB) {
                client.store(files, TransferProgress.NONE, new Cancellation());
                Runtime runtime = Runtime.getRuntime();
                heap = Math.max(heap, runtime.totalMemory() - runtime.freeMemory());
                resident = Math.max(resident, ProcessMemory.residentBytes() - before);
            }
            return List.of(
                    Figure.alone("heap at most while 5 GB arrive", heap / 1048576.0, "MiB", false),
                    Figure.alone("resident memory gained while 5 GB arrive", resident / 1048576.0, "MiB", false));
        }
    }

    private static DimseClient client(String title, int port, Bench bench) {
        return new DimseClient(
                DimseNode.of(title, "127.0.0.1", port, "BENCH"), bench.threads().io());
    }

    private static String studyOf(List<Path> files) throws IOException {
        return DicomFile.readHeader(files.getFirst())
                .dataSet()
                .text(Tag.StudyInstanceUID)
                .orElseThrow();
    }

    /** Fetches into an archive until its first object is there, and paints that. */
    private static void firstImage(Bench bench, DimseClient client, String studyUid) throws IOException {
        DataSet identifier = DataSet.builder()
                .text(Tag.QueryRetrieveLevel, "STUDY")
                .text(Tag.StudyInstanceUID, studyUid)
                .build();
        Cancellation enough = new Cancellation();
        try (LocalArchive archive = LocalArchive.open(bench.scratch("first"));
                ArchiveReceiver receiver = archive.receive(
                        ArchiveReceiver.Promise.FETCHED, bench.threads().io())) {
            client.get(
                    QueryModel.STUDY_ROOT,
                    identifier,
                    List.of(Uid.CTImageStorage),
                    receiver,
                    new TransferProgress() {
                        @Override
                        public void object(String uid, ObjectSink.Outcome outcome, long bytes) {
                            enough.cancel();
                        }
                    },
                    enough);
            receiver.flush();
            try (BenchExam exam = BenchExam.first(archive, bench.threads())) {
                exam.paint(0, new int[SIZE * SIZE], SIZE, SIZE);
            }
        }
    }
}
