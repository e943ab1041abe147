package org.lectern.app.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.ObjectSink;

/**
 * One archive elsewhere, whatever it speaks. Calls block and belong on virtual threads; several may run at once. Failures
 * are {@link org.lectern.imaging.network.NetworkException}s in plain words.
 */
public interface RemoteArchive extends AutoCloseable {
    /** What is looked for (PS3.4 sections C.6 and K.6; PS3.18 section 10.6). */
    enum Level {
        /** Patients. */
        PATIENT,
        /** Studies. */
        STUDY,
        /** Series of a study. */
        SERIES,
        /** Instances of a series. */
        INSTANCE,
        /** Scheduled procedure steps (modality worklist). */
        WORKLIST
    }

    /**
     * A question.
     *
     * @param keys matching keys with their values and return keys without
     * @param limit at most so many answers, then the rest is cancelled
     * @param fuzzy whether names should match by sound, where the archive can
     */
    record Query(Level level, DataSet keys, int limit, boolean fuzzy) {}

    /**
     * How a query ended.
     *
     * @param isCutOff whether there were more answers than the limit
     * @param unsupportedKeys whether the archive ignored some of the keys
     */
    record QueryEnd(int answers, boolean isCutOff, boolean unsupportedKeys) {}

    /** Asks; each answer is handed on as it arrives, in the caller's thread. */
    QueryEnd find(Query query, Consumer<DataSet> answer, Cancellation cancellation) throws IOException;

    /**
     * Objects to fetch: a whole study, some of its series, or some instances of one series.
     *
     * @param seriesUids empty for the whole study
     * @param instanceUids empty for whole series; else there is exactly one series
     */
    record Wanted(String studyUid, List<String> seriesUids, List<String> instanceUids) {
        /** Copies the lists. */
        public Wanted {
            seriesUids = List.copyOf(seriesUids);
            instanceUids = List.copyOf(instanceUids);
            if (!instanceUids.isEmpty() && seriesUids.size() != 1) {
                throw new IllegalArgumentException("Instances are asked for by their one series");
            }
        }

        /** A whole study. */
        public static Wanted study(String studyUid) {
            return new Wanted(studyUid, List.of(), List.of());
        }
    }

    /** Hears how a transfer goes, on any thread, one call at a time. */
    interface Progress {
        /** An object went over completely. */
        void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes);

        /** An object could not be transferred. */
        void failed(String sopInstanceUid, String why);

        /** The other side says that so many are still to come; lies are possible. */
        void remaining(int objects);
    }

    /**
     * How a transfer ended.
     *
     * @param failures why, by SOP Instance UID where it is known
     */
    record TransferEnd(int transferred, Map<String, String> failures, boolean isCancelled) {
        /** Copies the map. */
        public TransferEnd {
            failures = Map.copyOf(failures);
        }
    }

    /**
     * Fetches objects into the sink. Ends normally when the archive says that it is done; whether everything is there is
     * for the caller to verify. What arrived before a failure stays in the sink.
     */
    TransferEnd retrieve(Wanted wanted, ObjectSink sink, Progress progress, Cancellation cancellation)
            throws IOException;

    /** Sends files. One that is refused stops none of the others. */
    TransferEnd store(List<Path> files, Progress progress, Cancellation cancellation) throws IOException;

    /** An object by class and instance. */
    record Reference(String sopClassUid, String sopInstanceUid) {}

    /**
     * Asks the archive to take responsibility (storage commitment, PS3.4 Annex J).
     *
     * @return failures by SOP Instance UID, or nothing where the archive does not offer the service
     */
    Optional<Map<String, String>> commit(List<Reference> objects, Cancellation cancellation) throws IOException;

    /** Tests that the archive answers and knows us (C-ECHO, or a query for nothing). */
    void echo() throws IOException;

    /** Lets connections go. */
    @Override
    void close();
}
