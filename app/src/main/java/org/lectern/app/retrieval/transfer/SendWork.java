package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;

/**
 * Sends the files of one job that have not gone over yet, then asks the archive to take responsibility. What went over is
 * kept in the store as it goes, so that neither a cut nor a restart sends it twice.
 */
final class SendWork {
    private static final int BATCH = 100;

    private final Work work;
    private final RemoteArchive archive;
    private final TransferStore store;
    private final Map<Path, SentState> states;
    private final Map<String, String> refusals = new ConcurrentHashMap<>();

    SendWork(Work work, RemoteArchive archive, LocalObjects here, TransferStore store) throws IOException {
        this.work = work;
        this.archive = archive;
        this.store = store;
        this.states = new LinkedHashMap<>();
        work.request().files().forEach(file -> states.put(here.readable(file), SentState.WAITING));
        store.files(work.id()).forEach((file, state) -> states.put(here.readable(file), state));
    }

    /** How far one file is. */
    enum SentState {
        WAITING,
        SENT,
        CONFIRMED
    }

    private record Outgoing(Path file, RemoteArchive.Reference object) {}

    WorkEnd run() throws IOException {
        int sent = (int) states.values().stream()
                .filter(state -> state != SentState.WAITING)
                .count();
        work.total(states.size(), sent);
        List<String> words = new ArrayList<>();
        int missing = sendWaiting();
        if (missing > 0) {
            String why = refusals.values().stream().findFirst().orElse("no reason given");
            return new WorkEnd.Failed(
                    "%d of %d files were not taken by %s: %s"
                            .formatted(missing, states.size(), work.site().name(), why),
                    true,
                    false,
                    Verification.NONE);
        }
        return work.request().isCommitted() ? commit(words) : new WorkEnd.Done(Verification.NONE, words);
    }

    private int sendWaiting() throws IOException {
        List<Path> waiting = states.entrySet().stream()
                .filter(entry -> entry.getValue() == SentState.WAITING)
                .map(Map.Entry::getKey)
                .toList();
        int missing = 0;
        for (int from = 0; from < waiting.size(); from += BATCH) {
            List<Outgoing> batch = new ArrayList<>();
            for (Path file : waiting.subList(from, Math.min(waiting.size(), from + BATCH))) {
                outgoing(file).ifPresentOrElse(batch::add, () -> refusals.put(file.toString(), "it cannot be read"));
            }
            missing += Math.min(waiting.size(), from + BATCH) - from - send(batch);
        }
        return missing;
    }

    private int send(List<Outgoing> batch) throws IOException {
        if (batch.isEmpty()) {
            return 0;
        }
        work.cancellation().check();
        Map<String, Path> byUid = new HashMap<>();
        batch.forEach(out -> byUid.put(out.object().sopInstanceUid(), out.file()));
        Map<Path, SentState> sent = new ConcurrentHashMap<>();
        try {
            RemoteArchive.TransferEnd end = archive.store(
                    batch.stream().map(Outgoing::file).toList(), new Marking(byUid, sent), work.cancellation());
            refusals.putAll(end.failures());
        } finally {
            states.putAll(sent);
            store.mark(work.id(), sent);
        }
        work.cancellation().check();
        return sent.size();
    }

    private static Optional<Outgoing> outgoing(Path file) {
        try {
            DicomFile dicom = DicomFile.readHeader(file);
            Optional<String> sopClass = dicom.dataSet().text(Tag.SOPClassUID);
            Optional<String> uid = dicom.dataSet().text(Tag.SOPInstanceUID);
            return sopClass.isPresent() && uid.isPresent()
                    ? Optional.of(new Outgoing(file, new RemoteArchive.Reference(sopClass.get(), uid.get())))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What is said when a site has taken responsibility. */
    static String confirmation(String site) {
        return "%s has confirmed that it keeps them".formatted(site);
    }

    private WorkEnd commit(List<String> words) throws IOException {
        List<RemoteArchive.Reference> references = new ArrayList<>();
        Map<String, Path> byUid = new HashMap<>();
        states.forEach((file, state) -> {
            if (state == SentState.SENT) {
                outgoing(file).ifPresent(out -> {
                    references.add(out.object());
                    byUid.put(out.object().sopInstanceUid(), file);
                });
            }
        });
        Optional<Map<String, String>> failures;
        try {
            failures = archive.commit(references, work.cancellation());
        } catch (NetworkException e) {
            work.cancellation().check();
            return new WorkEnd.Sent(List.of(e.getMessage() == null ? "" : e.getMessage()));
        }
        if (failures.isEmpty()) {
            words.add("%s does not confirm what it keeps (no storage commitment)"
                    .formatted(work.site().name()));
            return new WorkEnd.Done(Verification.NONE, words);
        }
        return confirmed(byUid, failures.get(), words);
    }

    /** What the archive does not answer for is sent again. */
    private WorkEnd confirmed(Map<String, Path> byUid, Map<String, String> failures, List<String> words)
            throws IOException {
        Map<Path, SentState> marks = new HashMap<>();
        byUid.forEach(
                (uid, file) -> marks.put(file, failures.containsKey(uid) ? SentState.WAITING : SentState.CONFIRMED));
        states.putAll(marks);
        store.mark(work.id(), marks);
        if (failures.isEmpty()) {
            words.add(confirmation(work.site().name()));
            return new WorkEnd.Done(Verification.NONE, words);
        }
        return new WorkEnd.Failed(
                "%s does not answer for %d of %d files that it took: %s"
                        .formatted(
                                work.site().name(),
                                failures.size(),
                                byUid.size(),
                                Set.copyOf(failures.values()).iterator().next()),
                true,
                false,
                Verification.NONE);
    }

    /** Notes what goes over. */
    private final class Marking implements RemoteArchive.Progress {
        private final Map<String, Path> byUid;
        private final Map<Path, SentState> sent;

        Marking(Map<String, Path> byUid, Map<Path, SentState> sent) {
            this.byUid = byUid;
            this.sent = sent;
        }

        @Override
        public void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes) {
            Path file = byUid.get(sopInstanceUid);
            if (file != null && sent.put(file, SentState.SENT) == null) {
                work.over(bytes > 0 ? bytes : size(file));
            }
        }

        @Override
        public void failed(String sopInstanceUid, String why) {
            refusals.put(sopInstanceUid, why);
        }

        @Override
        public void remaining(int objects) {}
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
