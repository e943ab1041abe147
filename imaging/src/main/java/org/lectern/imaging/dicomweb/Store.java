package org.lectern.imaging.dicomweb;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;

/** Files to a server by STOW-RS (PS3.18 section 10.5), in groups of bounded size; refused objects stop no others. */
final class Store {
    private static final long GROUP_BYTES = 64L << 20;
    private static final int GROUP_FILES = 200;

    private final Exchange exchange;
    private final URI target;
    private final Tally tally;
    private final Cancellation cancellation;

    Store(Exchange exchange, URI base, Tally tally, Cancellation cancellation) {
        this.exchange = exchange;
        this.target = URI.create(base + "/studies");
        this.tally = tally;
        this.cancellation = cancellation;
    }

    void run(List<Path> files) throws NetworkException {
        List<SentFile> group = new ArrayList<>();
        long bytes = 0;
        for (Path path : files) {
            Optional<SentFile> file = looked(path);
            if (file.isEmpty()) {
                continue;
            }
            if (!group.isEmpty()
                    && (group.size() == GROUP_FILES || bytes + file.get().bytes() > GROUP_BYTES)) {
                send(group);
                group.clear();
                bytes = 0;
            }
            group.add(file.get());
            bytes += file.get().bytes();
        }
        if (!group.isEmpty()) {
            send(group);
        }
    }

    /** What a file is; one that cannot be sent is counted as failed. */
    private Optional<SentFile> looked(Path path) throws NetworkException {
        Path name = path.getFileName();
        String called = name == null ? "a file" : name.toString();
        try {
            Optional<String> uid = DicomFile.readHeader(path).dataSet().text(Tag.SOPInstanceUID);
            if (uid.isPresent()) {
                return Optional.of(new SentFile(path, uid.get(), Files.size(path)));
            }
            tally.failed("", called, "It has no SOP Instance UID");
        } catch (IOException e) {
            tally.failed("", called, "It cannot be read here as DICOM");
        }
        return Optional.empty();
    }

    private void send(List<SentFile> group) throws NetworkException {
        String what = group.size() == 1 ? "an object that we sent" : "%d objects that we sent".formatted(group.size());
        Call call = new Call(what, "POST", target, JsonAnswers.ACCEPT, Optional.of(new FilesContent(group)));
        StoreAnswer answer;
        try (Reply reply = exchange.send(call, cancellation)) {
            if (reply.status() == 413 && group.size() > 1) {
                answer = StoreAnswer.tooLarge();
            } else {
                answer = StoreAnswer.read(reply, what);
            }
        }
        if (answer.isTooLarge()) {
            int half = group.size() / 2;
            send(group.subList(0, half));
            send(group.subList(half, group.size()));
            return;
        }
        for (SentFile file : group) {
            Optional<String> refusal = answer.refusal(file.sopInstanceUid());
            if (refusal.isEmpty()) {
                tally.object(file.sopInstanceUid(), ObjectSink.Outcome.STORED, file.bytes());
            } else {
                tally.failed(file.sopInstanceUid(), file.sopInstanceUid(), refusal.get());
            }
        }
    }
}
