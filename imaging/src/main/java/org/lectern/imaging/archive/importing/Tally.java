package org.lectern.imaging.archive.importing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lectern.imaging.archive.Arrival;

/** Counts what an import does. Safe for several threads. */
final class Tally {
    private static final int MAX_LISTED = 1000;
    private static final int MAX_NOTES = 50;

    private final Consumer<ImportProgress> listener;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<String> studies = new HashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private long seen;
    private long total;
    private boolean counting = true;
    private long bytes;
    private long stored;
    private long storedBytes;
    private long alreadyHere;
    private long skipped;
    private long refused;
    private Optional<String> stopped = Optional.empty();

    Tally(Consumer<ImportProgress> listener) {
        this.listener = listener;
    }

    synchronized void found(long files) {
        total += files;
        if (total % 64 == 0 || files > 1) {
            tell();
        }
    }

    synchronized void counted() {
        counting = false;
        tell();
    }

    synchronized void seen() {
        seen++;
        tell();
    }

    synchronized void read(long size) {
        bytes += size;
    }

    synchronized void skipped() {
        skipped++;
    }

    synchronized void refused(Refusal refusal) {
        refused++;
        if (refusals.size() < MAX_LISTED) {
            refusals.add(refusal);
        }
    }

    synchronized void stopped(String why) {
        if (stopped.isEmpty()) {
            stopped = Optional.of(why);
        }
    }

    synchronized boolean isStopped() {
        return stopped.isPresent();
    }

    synchronized void arrived(List<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            switch (arrival.outcome()) {
                case STORED -> {
                    stored++;
                    storedBytes += arrival.bytes();
                    studies.add(arrival.studyUid());
                }
                case ALREADY_HERE -> {
                    alreadyHere++;
                    studies.add(arrival.studyUid());
                }
                case LOSSY_COPY ->
                    refused(new Refusal(
                            arrival.source().toString(),
                            "the same object is in the archive already and was kept; one of the two was compressed with loss",
                            "Compare the two; remove the one in the archive to import this one"));
                case CONFLICT ->
                    refused(
                            new Refusal(
                                    arrival.source().toString(),
                                    "another object with the same SOP Instance UID is in the archive already and was kept",
                                    "Ask its sender which of the two is right; remove the one in the archive to import this one"));
            }
            arrival.notes().stream().limit(MAX_NOTES - notes.size()).forEach(notes::add);
        }
        tell();
    }

    private void tell() {
        listener.accept(new ImportProgress(seen, total, counting, bytes, stored, refused));
    }

    /** What was done; refusals by place, since files are taken in no certain order. */
    synchronized ImportReport report() {
        List<Refusal> sorted =
                refusals.stream().sorted(Comparator.comparing(Refusal::place)).toList();
        return new ImportReport(
                stored, alreadyHere, skipped, refused, storedBytes, studies, sorted, List.copyOf(notes), stopped);
    }
}
