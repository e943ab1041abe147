package org.lectern.app.retrieval;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lectern.app.retrieval.RemoteArchive.Level;
import org.lectern.app.retrieval.RemoteArchive.Progress;
import org.lectern.app.retrieval.RemoteArchive.Query;
import org.lectern.app.retrieval.RemoteArchive.Wanted;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;

/**
 * Fetches objects and holds what arrived against what the archive itself lists; what is missing is asked for again, by
 * instance. One use; not for several threads.
 */
public final class Fetch {
    private static final int MOST_LISTED = 200_000;
    private static final int ATTEMPTS = 4;

    private final RemoteArchive archive;
    private final ObjectSink sink;
    private final Progress progress;
    private final Pause pause;
    private final Set<String> here = new HashSet<>();
    private final Map<String, String> failures = new TreeMap<>();
    private int stored;
    private int alreadyHere;
    private int conflicts;
    private long bytes;

    /** Waits between two attempts; tests let the time pass themselves. */
    public interface Pause {
        /** Waits. */
        void pause(Duration duration, Cancellation cancellation) throws IOException;
    }

    /**
     * How it ended.
     *
     * @param listed instances that the archive lists; -1 when it could not be asked
     * @param missing SOP Instance UIDs that did not arrive, each with why
     */
    public record Result(
            int listed, int stored, int alreadyHere, int conflicts, long bytes, Map<String, String> missing) {
        /** Copies the map. */
        public Result {
            missing = Map.copyOf(missing);
        }

        /** Whether all that the archive lists is here. */
        public boolean isComplete() {
            return missing.isEmpty() && conflicts == 0 && listed > 0;
        }
    }

    /** From an archive into a sink. */
    public Fetch(RemoteArchive archive, ObjectSink sink, Progress progress, Pause pause) {
        this.archive = archive;
        this.sink = sink;
        this.progress = progress;
        this.pause = pause;
    }

    /** Fetches what is wanted. */
    public Result run(Wanted wanted, Cancellation cancellation) throws IOException {
        Map<String, Set<String>> listed = list(wanted, cancellation);
        int count = listed.values().stream().mapToInt(Set::size).sum();
        if (count == 0) {
            throw new NetworkException(
                    NetworkException.Problem.NOT_FOUND,
                    "The node lists nothing under the UID",
                    "Look for it with: lectern find");
        }
        fetch(wanted, cancellation);
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            Map<String, Set<String>> missing = missing(listed);
            if (missing.isEmpty()) {
                break;
            }
            pause.pause(Duration.ofSeconds(1L << (attempt - 1)), cancellation);
            for (Map.Entry<String, Set<String>> series : missing.entrySet()) {
                fetch(
                        new Wanted(wanted.studyUid(), List.of(series.getKey()), List.copyOf(series.getValue())),
                        cancellation);
            }
        }
        Map<String, String> missing = new TreeMap<>();
        missing(listed)
                .values()
                .forEach(uids -> uids.forEach(uid -> missing.put(
                        uid,
                        failures.getOrDefault(
                                uid, failures.getOrDefault("", "the node lists it and did not send it")))));
        return new Result(count, stored, alreadyHere, conflicts, bytes, missing);
    }

    private Map<String, Set<String>> missing(Map<String, Set<String>> listed) {
        Map<String, Set<String>> missing = new LinkedHashMap<>();
        listed.forEach((series, uids) -> {
            Set<String> left = new LinkedHashSet<>(uids);
            left.removeAll(here);
            if (!left.isEmpty()) {
                missing.put(series, left);
            }
        });
        return missing;
    }

    private void fetch(Wanted wanted, Cancellation cancellation) throws IOException {
        try {
            failures.putAll(
                    archive.retrieve(wanted, sink, new Counting(), cancellation).failures());
        } catch (NetworkException e) {
            if (!e.problem().isPassing()) {
                throw e;
            }
            failures.put("", String.valueOf(e.getMessage()));
        }
    }

    /** SOP Instance UIDs by series, as the archive lists them. */
    private Map<String, Set<String>> list(Wanted wanted, Cancellation cancellation) throws IOException {
        Map<String, Set<String>> listed = new LinkedHashMap<>();
        if (!wanted.instanceUids().isEmpty()) {
            listed.put(wanted.seriesUids().getFirst(), new LinkedHashSet<>(wanted.instanceUids()));
            return listed;
        }
        List<String> seriesUids = new ArrayList<>(wanted.seriesUids());
        if (seriesUids.isEmpty()) {
            DataSet keys = DataSet.builder()
                    .text(Tag.StudyInstanceUID, wanted.studyUid())
                    .text(Tag.SeriesInstanceUID)
                    .build();
            archive.find(
                    new Query(Level.SERIES, keys, MOST_LISTED, false),
                    answer -> answer.text(Tag.SeriesInstanceUID).ifPresent(seriesUids::add),
                    cancellation);
        }
        for (String seriesUid : seriesUids) {
            Set<String> uids = new LinkedHashSet<>();
            DataSet keys = DataSet.builder()
                    .text(Tag.SOPInstanceUID)
                    .text(Tag.StudyInstanceUID, wanted.studyUid())
                    .text(Tag.SeriesInstanceUID, seriesUid)
                    .build();
            archive.find(
                    new Query(Level.INSTANCE, keys, MOST_LISTED, false),
                    answer -> answer.text(Tag.SOPInstanceUID).ifPresent(uids::add),
                    cancellation);
            listed.put(seriesUid, uids);
        }
        return listed;
    }

    private final class Counting implements Progress {
        @Override
        public void object(String sopInstanceUid, ObjectSink.Outcome outcome, long size) {
            here.add(sopInstanceUid);
            failures.remove(sopInstanceUid);
            bytes += size;
            switch (outcome) {
                case STORED -> stored++;
                case ALREADY_HERE -> alreadyHere++;
                case LOSSY_COPY, CONFLICT -> conflicts++;
            }
            progress.object(sopInstanceUid, outcome, size);
        }

        @Override
        public void failed(String sopInstanceUid, String why) {
            failures.put(sopInstanceUid, why);
            progress.failed(sopInstanceUid, why);
        }

        @Override
        public void remaining(int objects) {
            progress.remaining(objects);
        }
    }
}
