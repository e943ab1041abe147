package org.lectern.app.retrieval.receiver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.lectern.app.retrieval.RemoteArchive.Progress;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;

/** Takes objects of one study only and tells of each. Safe for several threads. */
final class StudySink implements ObjectSink {
    private final ObjectSink sink;
    private final String studyUid;
    private final Progress progress;
    private final AtomicInteger arrived = new AtomicInteger();

    StudySink(ObjectSink sink, String studyUid, Progress progress) {
        this.sink = sink;
        this.studyUid = studyUid;
        this.progress = progress;
    }

    @Override
    public Path newFile() throws IOException {
        return sink.newFile();
    }

    @Override
    public Outcome take(Received object) throws IOException {
        String study = study(object.file());
        if (!study.equals(studyUid)) {
            sink.discard(object.file());
            throw new NetworkException(
                    NetworkException.Problem.REJECTED, "An object of a study that nobody asked for was not taken", "");
        }
        long bytes = Files.size(object.file());
        Outcome outcome = sink.take(object);
        told(object.sopInstanceUid(), outcome, bytes);
        return outcome;
    }

    static String study(Path file) throws IOException {
        return DicomFile.readHeader(file).dataSet().text(Tag.StudyInstanceUID).orElse("");
    }

    void told(String sopInstanceUid, Outcome outcome, long bytes) {
        arrived.incrementAndGet();
        synchronized (progress) {
            progress.object(sopInstanceUid, outcome, bytes);
        }
    }

    boolean wants(String study) {
        return study.equals(studyUid);
    }

    int arrived() {
        return arrived.get();
    }

    @Override
    public void discard(Path file) {
        sink.discard(file);
    }
}
