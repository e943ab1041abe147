package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;

/** What an archive says that a study consists of (PS3.4 sections C.6.2.1.4 and C.6.2.1.5). Bounded, whatever it says. */
final class SeriesListing {
    private static final int MOST_SERIES = 10_000;
    private static final int MAX_UID = 64;

    private final RemoteArchive archive;
    private final String studyUid;
    private final int mostInstances;

    SeriesListing(RemoteArchive archive, String studyUid, int mostInstances) {
        this.archive = archive;
        this.studyUid = studyUid;
        this.mostInstances = mostInstances;
    }

    /**
     * A series.
     *
     * @param told Number of Series Related Instances (0020,1209)
     */
    record Series(String uid, OptionalInt number, String modality, OptionalInt told) {}

    /** Instances in the order of their numbers. */
    record Instances(List<String> uids, boolean isCutOff) {}

    /** The series by number, each once. */
    List<Series> series(Cancellation cancellation) throws IOException {
        DataSet keys = keys("SERIES")
                .text(Tag.StudyInstanceUID, studyUid)
                .text(Tag.SeriesInstanceUID)
                .text(Tag.SeriesNumber)
                .text(Tag.Modality)
                .text(Tag.NumberOfSeriesRelatedInstances)
                .build();
        Map<String, Series> found = new LinkedHashMap<>();
        archive.find(
                new RemoteArchive.Query(RemoteArchive.Level.SERIES, keys, MOST_SERIES, false),
                answer -> {
                    String uid = answer.text(Tag.SeriesInstanceUID).orElse("");
                    if (isUid(uid) && isOfStudy(answer) && found.size() < MOST_SERIES) {
                        found.putIfAbsent(
                                uid,
                                new Series(
                                        uid,
                                        answer.integer(Tag.SeriesNumber),
                                        answer.text(Tag.Modality).orElse(""),
                                        count(answer, Tag.NumberOfSeriesRelatedInstances)));
                    }
                },
                cancellation);
        return found.values().stream()
                .sorted(Comparator.comparingInt(series -> series.number().orElse(Integer.MAX_VALUE)))
                .toList();
    }

    /** The instances of one series by number, each once. */
    Instances instances(String seriesUid, Cancellation cancellation) throws IOException {
        DataSet keys = keys("IMAGE")
                .text(Tag.StudyInstanceUID, studyUid)
                .text(Tag.SeriesInstanceUID, seriesUid)
                .text(Tag.SOPInstanceUID)
                .text(Tag.SOPClassUID)
                .text(Tag.InstanceNumber)
                .build();
        Map<String, Integer> found = new LinkedHashMap<>();
        boolean[] isMore = {false};
        RemoteArchive.QueryEnd end = archive.find(
                new RemoteArchive.Query(RemoteArchive.Level.INSTANCE, keys, mostInstances, false),
                answer -> {
                    String uid = answer.text(Tag.SOPInstanceUID).orElse("");
                    if (isUid(uid) && isOfStudy(answer) && isOfSeries(answer, seriesUid)) {
                        if (found.size() < mostInstances) {
                            found.putIfAbsent(
                                    uid, answer.integer(Tag.InstanceNumber).orElse(Integer.MAX_VALUE));
                        } else {
                            isMore[0] = true;
                        }
                    }
                },
                cancellation);
        List<String> uids = new ArrayList<>(found.keySet());
        uids.sort(Comparator.comparingInt(uid -> found.getOrDefault(uid, Integer.MAX_VALUE)));
        return new Instances(List.copyOf(uids), isMore[0] || end.isCutOff());
    }

    /** Number of Study Related Instances, where the archive tells it. */
    OptionalInt told(Cancellation cancellation) throws IOException {
        DataSet keys = keys("STUDY")
                .text(Tag.StudyInstanceUID, studyUid)
                .text(Tag.NumberOfStudyRelatedInstances)
                .build();
        OptionalInt[] told = {OptionalInt.empty()};
        archive.find(
                new RemoteArchive.Query(RemoteArchive.Level.STUDY, keys, 2, false),
                answer -> {
                    if (isOfStudy(answer)) {
                        told[0] = count(answer, Tag.NumberOfStudyRelatedInstances);
                    }
                },
                cancellation);
        return told[0];
    }

    private static DataSet.Builder keys(String level) {
        return DataSet.builder().text(Tag.SpecificCharacterSet, "ISO_IR 192").text(Tag.QueryRetrieveLevel, level);
    }

    private boolean isOfStudy(DataSet answer) {
        return answer.text(Tag.StudyInstanceUID).map(studyUid::equals).orElse(true);
    }

    private static boolean isOfSeries(DataSet answer, String seriesUid) {
        return answer.text(Tag.SeriesInstanceUID).map(seriesUid::equals).orElse(true);
    }

    private static OptionalInt count(DataSet answer, int tag) {
        OptionalInt count = answer.integer(tag);
        return count.isPresent() && count.getAsInt() >= 0 ? count : OptionalInt.empty();
    }

    private static boolean isUid(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_UID
                && text.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }
}
