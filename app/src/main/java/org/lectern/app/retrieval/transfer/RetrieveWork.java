package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.app.retrieval.RemoteArchive.Wanted;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.ObjectSink;

/**
 * Fetches one study from one site: series after series, needed ones first, several at once where connections are free. Of
 * each series the archive's own list is compared with what is here; only what is missing is asked for, and what is still
 * missing afterwards is asked for once more and then told.
 */
final class RetrieveWork {
    private static final int FEW = 3;
    private static final int CHUNK = 100;

    private final Work work;
    private final RemoteArchive archive;
    private final LocalObjects local;
    private final Intake intake;
    private final SeriesListing listing;
    private final Arrivals arrivals;
    private final int mostListed;
    private final List<SeriesListing.Series> queue = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final Set<String> here = new HashSet<>();
    private Optional<IOException> failure = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private int streams;
    private int total;
    private int over;

    RetrieveWork(Work work, RemoteArchive archive, LocalObjects local, Intake intake, int mostListed) {
        this.work = work;
        this.archive = archive;
        this.local = local;
        this.intake = intake;
        this.mostListed = mostListed;
        this.listing = new SeriesListing(archive, studyUid(work), mostListed);
        this.arrivals = new Arrivals(
                intake.sink(),
                work.request().subject(),
                work.site().defaultIssuer(),
                this::arrived,
                work.cancellation());
    }

    private static String studyUid(Work work) {
        return work.request().subject().studyUid();
    }

    /** Runs to its end, streams beside it included. */
    WorkEnd run() throws IOException {
        here.addAll(local.instancesOf(studyUid(work)));
        queue.addAll(listing.series(work.cancellation()));
        if (!work.request().series().isEmpty()) {
            queue.removeIf(series -> !work.request().series().contains(series.uid()));
        }
        if (queue.isEmpty()) {
            fetchUnlisted();
        } else {
            estimate();
            stream();
            awaitStreams();
        }
        intake.settle();
        if (arrivals.isFlood()) {
            return new WorkEnd.Failed(
                    "%s sends more and more objects that nobody asked for and was stopped. Tell whoever looks after it"
                            .formatted(work.site().name()),
                    false,
                    false,
                    arrivals.verification(OptionalInt.empty()));
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return end();
    }

    private void estimate() {
        int told = queue.stream().mapToInt(series -> series.told().orElse(0)).sum();
        synchronized (this) {
            total = Math.max(0, told);
        }
        work.total(Math.max(0, told), 0);
    }

    private void arrived(long bytes) {
        synchronized (this) {
            over++;
        }
        work.over(bytes);
    }

    /** One stream: takes series until there are none. */
    private void stream() {
        try {
            for (Optional<SeriesListing.Series> next = next(); next.isPresent(); next = next()) {
                offerStreams();
                fetch(next.get());
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private synchronized Optional<SeriesListing.Series> next() throws NetworkException {
        work.cancellation().check();
        if (failure.isPresent() || queue.isEmpty()) {
            return Optional.empty();
        }
        for (String first : work.firstSeries()) {
            for (SeriesListing.Series series : queue) {
                if (series.uid().equals(first)) {
                    queue.remove(series);
                    return Optional.of(series);
                }
            }
        }
        return Optional.of(queue.removeFirst());
    }

    private synchronized void failed(IOException e) {
        if (failure.isEmpty()) {
            failure = Optional.of(e);
        }
    }

    private void offerStreams() {
        boolean isMore;
        synchronized (this) {
            isMore = queue.size() > streams;
            streams += isMore ? 1 : 0;
        }
        if (isMore && !work.beside(this::streamBeside)) {
            streamEnded();
        }
    }

    private void streamBeside() {
        try {
            stream();
        } finally {
            streamEnded();
        }
    }

    private synchronized void streamEnded() {
        streams--;
        notifyAll();
    }

    private synchronized void awaitStreams() throws NetworkException {
        try {
            while (streams > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworkException(Problem.CANCELLED, "Interrupted", "", e);
        }
    }

    private void fetch(SeriesListing.Series series) throws IOException {
        Cancellation cancellation = work.cancellation();
        SeriesListing.Instances listed = listing.instances(series.uid(), cancellation);
        if (listed.isCutOff()) {
            say("%s lists more than %d images in one series; the rest of it is not verified"
                    .formatted(work.site().name(), mostListed));
            arrivals.expectAnything();
        }
        List<String> missing =
                listed.uids().stream().filter(uid -> !here.contains(uid)).toList();
        arrivals.expect(listed.uids(), here);
        count(series, listed.uids().size(), listed.uids().size() - missing.size());
        if (listed.uids().isEmpty()) {
            arrivals.expectAnything();
            retrieve(new Wanted(studyUid(work), List.of(series.uid()), List.of()));
            return;
        }
        if (listed.isCutOff()) {
            retrieve(new Wanted(studyUid(work), List.of(series.uid()), List.of()));
        } else if (!missing.isEmpty()) {
            fetchMissing(series.uid(), listed.uids(), missing);
        }
        verify(series.uid(), missing);
    }

    private void fetchMissing(String series, List<String> listed, List<String> missing) throws IOException {
        List<String> rest = missing;
        if (missing.size() > FEW && (work.isUrgent() || isNeeded(missing))) {
            String first = firstNeeded(missing);
            retrieve(new Wanted(studyUid(work), List.of(series), List.of(first)));
            rest = missing.stream().filter(uid -> !uid.equals(first)).toList();
        }
        if (rest.size() * 5L >= listed.size() * 4L) {
            arrivals.tolerate(listed);
            retrieve(new Wanted(studyUid(work), List.of(series), List.of()));
        } else {
            retrieve(series, rest);
        }
    }

    private boolean isNeeded(List<String> missing) {
        return work.firstInstances().stream().anyMatch(missing::contains);
    }

    /** What the screen waits for, else the middle of the series, where readers begin. */
    private String firstNeeded(List<String> missing) {
        return work.firstInstances().stream()
                .filter(missing::contains)
                .findFirst()
                .orElse(missing.get(missing.size() / 2));
    }

    private void retrieve(String series, List<String> uids) throws IOException {
        for (int from = 0; from < uids.size(); from += CHUNK) {
            List<String> chunk = uids.subList(from, Math.min(uids.size(), from + CHUNK));
            retrieve(new Wanted(studyUid(work), List.of(series), chunk));
        }
    }

    private void retrieve(Wanted wanted) throws IOException {
        work.cancellation().check();
        RemoteArchive.TransferEnd end =
                archive.retrieve(wanted, arrivals, new Elsewhere(arrivals), work.cancellation());
        work.cancellation().check();
        refused(end.failures());
    }

    private synchronized void refused(Map<String, String> failures) {
        if (refusal.isEmpty()) {
            refusal = failures.values().stream().findFirst();
        }
    }

    /** What did not come is looked for here and asked for once more. */
    private void verify(String series, List<String> asked) throws IOException {
        List<String> missing = lookFor(asked);
        if (!missing.isEmpty()) {
            retrieve(series, missing);
            arrivals.gaveUp(lookFor(missing).size());
        }
    }

    /** Those that are not here: some may have come another way, such as through the station's own receiver (C-MOVE). */
    private List<String> lookFor(List<String> asked) throws IOException {
        List<String> missing = arrivals.missing(asked);
        if (missing.isEmpty()) {
            return missing;
        }
        intake.settle();
        Set<String> now = local.instancesOf(studyUid(work));
        List<String> found = missing.stream().filter(now::contains).toList();
        arrivals.found(found);
        int all;
        int done;
        synchronized (this) {
            over += found.size();
            all = total;
            done = over;
        }
        work.total(all, done);
        return arrivals.missing(asked);
    }

    /** The archive lists no series: all there is of the study, or the series asked for. */
    private void fetchUnlisted() throws IOException {
        arrivals.expectAnything();
        if (work.request().series().isEmpty()) {
            retrieve(Wanted.study(studyUid(work)));
        } else {
            retrieve(new Wanted(studyUid(work), work.request().series(), List.of()));
        }
        intake.settle();
        boolean isNothingHere = local.instancesOf(studyUid(work)).isEmpty();
        synchronized (this) {
            if (over == 0 && isNothingHere) {
                failure = Optional.of(new NetworkException(
                        Problem.NOT_FOUND,
                        "%s does not have this study%s"
                                .formatted(
                                        work.site().name(),
                                        refusal.map(why -> " (" + why + ")").orElse("")),
                        "Search for it again; it may have moved to another archive"));
            }
        }
    }

    private void count(SeriesListing.Series series, int listed, int alreadyHere) {
        int all;
        int done;
        synchronized (this) {
            if (listed > 0) {
                total = Math.max(0, total - series.told().orElse(0)) + listed;
            }
            over += alreadyHere;
            all = total;
            done = over;
        }
        work.total(all, done);
    }

    private synchronized void say(String sentence) {
        if (!words.contains(sentence)) {
            words.add(sentence);
        }
    }

    private WorkEnd end() throws IOException {
        work.cancellation().check();
        boolean isWhole = work.request().series().isEmpty();
        Verification found = arrivals.verification(isWhole ? told() : OptionalInt.empty());
        List<String> sentences = new ArrayList<>(found.sentences(work.site().name()));
        synchronized (this) {
            sentences.addAll(words);
        }
        if (found.missing() > 0) {
            String why = refusal.map(reason -> ": " + reason).orElse("");
            return new WorkEnd.Failed(sentences.getFirst() + why, true, false, found);
        }
        return new WorkEnd.Done(found, sentences);
    }

    /** A count that an archive cannot give is none that it lies about. */
    private OptionalInt told() throws IOException {
        if (arrivals.verification(OptionalInt.empty()).listed() == 0) {
            return OptionalInt.empty();
        }
        try {
            return listing.told(work.cancellation());
        } catch (NetworkException e) {
            work.cancellation().check();
            return OptionalInt.empty();
        }
    }

    /** What our sink has not seen came through the station's own receiver (C-MOVE). */
    private record Elsewhere(Arrivals arrivals) implements RemoteArchive.Progress {
        @Override
        public void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes) {
            arrivals.elsewhere(sopInstanceUid, outcome, bytes);
        }

        @Override
        public void failed(String sopInstanceUid, String why) {}

        @Override
        public void remaining(int objects) {}
    }
}
