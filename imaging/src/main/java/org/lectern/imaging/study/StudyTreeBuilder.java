package org.lectern.imaging.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/**
 * Groups instances into patient, study and series. The patient comes first: a study or series UID that occurs under two
 * patients is two studies, both flagged, never one.
 */
final class StudyTreeBuilder {
    /** Under which instances without a Study Instance UID are collected, one study for each patient. */
    static final String NO_STUDY = "<no Study Instance UID>";

    /** Under which instances without a Series Instance UID are collected, one series for each study. */
    static final String NO_SERIES = "<no Series Instance UID>";

    private final Map<String, Set<PatientIdentity>> owners = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();

    /** What may be there only once. */
    private record Place(PatientIdentity patient, String studyUid, String sopInstanceUid) {}

    StudyTreeBuilder(Collection<Instance> all) {
        Set<Place> seen = new HashSet<>();
        int repeated = 0;
        for (Instance instance : all) {
            String uid = instance.sopInstanceUid();
            Place place = new Place(PatientIdentity.of(instance.header()), studyUid(instance), uid);
            if (!uid.isEmpty() && !seen.add(place)) {
                repeated++;
                continue;
            }
            instances.add(instance);
            owners.computeIfAbsent(studyUid(instance), key -> new HashSet<>())
                    .add(PatientIdentity.of(instance.header()));
        }
        if (repeated > 0) {
            findings.add(new Finding(
                    "%d objects were there twice and are shown once".formatted(repeated), Tag.SOPInstanceUID, -1));
        }
    }

    StudyTree build() {
        List<Patient> patients = new ArrayList<>();
        group(instances, instance -> PatientIdentity.of(instance.header()))
                .forEach((identity, ofPatient) -> patients.add(new Patient(identity, studies(ofPatient))));
        return new StudyTree(patients, findings);
    }

    private List<Study> studies(List<Instance> ofPatient) {
        List<Study> studies = new ArrayList<>();
        group(ofPatient, StudyTreeBuilder::studyUid).forEach((uid, ofStudy) -> studies.add(study(uid, ofStudy)));
        studies.sort(Comparator.comparing(Study::dateTime).reversed());
        return studies;
    }

    private Study study(String uid, List<Instance> ofStudy) {
        List<Finding> found = new ArrayList<>();
        if (uid.equals(NO_STUDY)) {
            found.add(new Finding(
                    "missing; these objects are shown together although they may belong to several studies",
                    Tag.StudyInstanceUID,
                    -1));
        } else if (owners.getOrDefault(uid, Set.of()).size() > 1) {
            found.add(new Finding(
                    "the same study UID occurs with another patient; the patients are shown apart: check whose images"
                            + " these are",
                    Tag.PatientID,
                    -1));
        }
        findings.addAll(found);
        List<Series> series = new ArrayList<>();
        group(ofStudy, StudyTreeBuilder::seriesUid).forEach((seriesUid, ofSeries) -> {
            List<Instance> ordered = new ArrayList<>(ofSeries);
            ordered.sort(Comparator.comparingInt(Instance::instanceNumber).thenComparing(Instance::sopInstanceUid));
            series.add(series(seriesUid, ordered));
        });
        series.sort(Comparator.comparingInt(Series::number).thenComparing(Series::uid));
        return new Study(uid, series, found);
    }

    private static Series series(String uid, List<Instance> ordered) {
        List<Finding> found = uid.equals(NO_SERIES)
                ? List.of(new Finding(
                        "missing; these objects are shown together although they may belong to several series",
                        Tag.SeriesInstanceUID,
                        -1))
                : List.of();
        return new Series(uid, ordered, SeriesSplitter.split(uid, ordered), found);
    }

    private static String studyUid(Instance instance) {
        return instance.header().text(Tag.StudyInstanceUID).orElse(NO_STUDY);
    }

    private static String seriesUid(Instance instance) {
        return instance.header().text(Tag.SeriesInstanceUID).orElse(NO_SERIES);
    }

    private static <K> Map<K, List<Instance>> group(List<Instance> instances, Function<Instance, K> key) {
        Map<K, List<Instance>> groups = new LinkedHashMap<>();
        for (Instance instance : instances) {
            groups.computeIfAbsent(key.apply(instance), k -> new ArrayList<>()).add(instance);
        }
        return groups;
    }
}
