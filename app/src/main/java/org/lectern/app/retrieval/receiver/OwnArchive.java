package org.lectern.app.retrieval.receiver;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.SeriesEntry;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dimse.Inquiry;
import org.lectern.imaging.dimse.ProviderException;
import org.lectern.imaging.dimse.QueryModel;
import org.lectern.imaging.dimse.QueryProvider;
import org.lectern.imaging.dimse.RetrieveProvider;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.message.Status;
import org.lectern.imaging.network.Cancellation;

/** Lets others search the local archive and fetch from it (PS3.4 sections C.4.1 to C.4.3). Safe for several threads. */
public final class OwnArchive implements QueryProvider, RetrieveProvider {
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    /** Candidates that are looked at; a question for more is refused, never answered in part. */
    private static final int MOST = 250_000;

    private final LocalArchive archive;
    private final String ourAeTitle;
    private final Function<String, Optional<DimseNode>> destinations;

    /**
     * The local archive for others.
     *
     * @param destinations where an AE title is reached, for C-MOVE
     */
    public OwnArchive(LocalArchive archive, String ourAeTitle, Function<String, Optional<DimseNode>> destinations) {
        this.archive = archive;
        this.ourAeTitle = ourAeTitle;
        this.destinations = destinations;
    }

    @Override
    public Set<QueryModel> models() {
        return Set.of(QueryModel.PATIENT_ROOT, QueryModel.STUDY_ROOT);
    }

    /** Hands on what matches; a consumer of studies, series and instances down to a level. */
    private interface Found {
        void take(StudyEntry study, SeriesEntry series, InstanceEntry instance);
    }

    @Override
    public void find(Inquiry inquiry, Consumer<DataSet> match, Cancellation cancellation) throws IOException {
        DataSet keys = inquiry.keys();
        switch (keys.text(Tag.QueryRetrieveLevel).orElse("").strip()) {
            case "PATIENT" -> patients(keys, match, cancellation);
            case "STUDY" -> {
                for (StudyEntry study : studies(keys)) {
                    cancellation.check();
                    match.accept(answer(keys, attributes(study), "STUDY"));
                }
            }
            case "SERIES" -> {
                for (StudyEntry study : studies(upper(keys))) {
                    for (SeriesEntry series : archive.series(study)) {
                        cancellation.check();
                        give(keys, attributes(study, series), "SERIES", match);
                    }
                }
            }
            case "IMAGE" ->
                instances(
                        keys,
                        cancellation,
                        (study, series, instance) ->
                                match.accept(answer(keys, attributes(study, series, instance), "IMAGE")));
            default -> throw new IOException("no Query/Retrieve Level");
        }
    }

    private void patients(DataSet keys, Consumer<DataSet> match, Cancellation cancellation) throws IOException {
        Set<List<String>> seen = new HashSet<>();
        for (StudyEntry study : studies(keys)) {
            cancellation.check();
            if (seen.add(List.of(
                    study.patient().id(),
                    study.patient().issuer(),
                    study.patient().name()))) {
                match.accept(answer(keys, attributes(study), "PATIENT"));
            }
        }
    }

    private void give(DataSet keys, DataSet candidate, String level, Consumer<DataSet> match) {
        if (Matching.matches(keys, candidate)) {
            match.accept(answer(keys, candidate, level));
        }
    }

    private void instances(DataSet keys, Cancellation cancellation, Found found) throws IOException {
        for (StudyEntry study : studies(upper(keys))) {
            for (SeriesEntry series : archive.series(study)) {
                if (!Matching.matches(series(keys), attributes(study, series))) {
                    continue;
                }
                for (InstanceEntry instance : archive.instances(series)) {
                    if (instance.rejected()) {
                        continue; // shown here to those who chose so, never given on (IHE RAD TF-2 4.66)
                    }
                    cancellation.check();
                    if (Matching.matches(keys, attributes(study, series, instance))) {
                        found.take(study, series, instance);
                    }
                }
            }
        }
    }

    /** What belongs to studies only. */
    private static DataSet upper(DataSet keys) {
        return without(keys, Tag.Modality, Tag.SeriesInstanceUID, Tag.SOPInstanceUID, Tag.SOPClassUID);
    }

    private static DataSet series(DataSet keys) {
        return without(keys, Tag.SOPInstanceUID, Tag.SOPClassUID);
    }

    private static DataSet without(DataSet keys, int... tags) {
        DataSet.Builder upper = keys.toBuilder();
        for (int tag : tags) {
            upper.remove(tag);
        }
        return upper.build();
    }

    private List<StudyEntry> studies(DataSet keys) throws IOException {
        List<StudyEntry> candidates = new ArrayList<>();
        List<String> uids = keys.texts(Tag.StudyInstanceUID).stream()
                .filter(uid -> !uid.isEmpty())
                .toList();
        if (uids.isEmpty()) {
            candidates.addAll(archive.studies(narrowed(keys)));
            if (candidates.size() > MOST) {
                throw new ProviderException(Status.OUT_OF_RESOURCES, "Too many studies match; ask for fewer");
            }
        } else {
            for (String uid : uids) {
                candidates.addAll(archive.studiesWithUid(uid));
            }
        }
        return candidates.stream()
                .filter(study -> Matching.matches(keys, attributes(study)))
                .toList();
    }

    /**
     * What the index can narrow by itself; the rest is matched one by one. The literal parts of a value with wildcards are
     * words that must occur.
     */
    private static StudyQuery narrowed(DataSet keys) {
        String[] dates = keys.text(Tag.StudyDate).orElse("").strip().split("-", -1);
        return new StudyQuery(
                fragments(keys, Tag.PatientID) + " " + fragments(keys, Tag.AccessionNumber),
                fragments(keys, Tag.PatientName),
                literal(keys, Tag.PatientID),
                literal(keys, Tag.AccessionNumber),
                "",
                Set.of(),
                day(dates[0]),
                day(dates[dates.length - 1]),
                MOST + 1);
    }

    private static String fragments(DataSet keys, int tag) {
        List<String> asked = keys.texts(tag);
        return asked.size() == 1 ? asked.getFirst().replaceAll("[*?]", " ") : "";
    }

    private static Optional<LocalDate> day(String date) {
        return DataSet.builder().text(Tag.StudyDate, date).build().date(Tag.StudyDate);
    }

    private static String literal(DataSet keys, int tag) {
        List<String> asked = keys.texts(tag);
        String value = asked.size() == 1 ? asked.getFirst().strip() : "";
        return value.contains("*") || value.contains("?") ? "" : value;
    }

    private static DataSet attributes(StudyEntry study) {
        return study(study).build();
    }

    private static DataSet.Builder study(StudyEntry study) {
        return DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.StudyDate, study.date().map(DATE::format).orElse(""))
                .text(Tag.StudyTime, study.time().map(TIME::format).orElse(""))
                .text(Tag.AccessionNumber, study.accession())
                .text(Tag.ModalitiesInStudy, study.modalities().toArray(String[]::new))
                .text(Tag.StudyDescription, study.description())
                .text(Tag.PatientName, study.patient().name())
                .text(Tag.PatientID, study.patient().id())
                .text(Tag.IssuerOfPatientID, study.patient().issuer())
                .text(
                        Tag.PatientBirthDate,
                        study.patient().birthDate().map(DATE::format).orElse(""))
                .text(Tag.PatientSex, study.patient().sex())
                .text(Tag.StudyInstanceUID, study.studyUid())
                .text(Tag.NumberOfStudyRelatedSeries, Integer.toString(study.seriesCount()))
                .text(Tag.NumberOfStudyRelatedInstances, Integer.toString(study.instanceCount()));
    }

    private static DataSet attributes(StudyEntry study, SeriesEntry series) {
        return series(study, series).build();
    }

    private static DataSet.Builder series(StudyEntry study, SeriesEntry series) {
        DataSet.Builder attributes = study(study)
                .text(Tag.Modality, series.modality())
                .text(Tag.SeriesDescription, series.description())
                .text(Tag.BodyPartExamined, series.bodyPart())
                .text(Tag.SeriesInstanceUID, series.seriesUid())
                .text(Tag.NumberOfSeriesRelatedInstances, Integer.toString(series.instanceCount()));
        series.number().ifPresent(number -> attributes.text(Tag.SeriesNumber, Integer.toString(number)));
        return attributes;
    }

    private static DataSet attributes(StudyEntry study, SeriesEntry series, InstanceEntry instance) {
        DataSet.Builder attributes = series(study, series)
                .text(Tag.SOPClassUID, instance.sopClassUid())
                .text(Tag.SOPInstanceUID, instance.sopInstanceUid());
        instance.number().ifPresent(number -> attributes.text(Tag.InstanceNumber, Integer.toString(number)));
        if (instance.rows() > 0) {
            attributes.number(Tag.Rows, instance.rows()).number(Tag.Columns, instance.columns());
        }
        return attributes.build();
    }

    /** What was asked for, and where it is found (PS3.4 section C.4.1.1.3.2). */
    private DataSet answer(DataSet keys, DataSet candidate, String level) {
        DataSet.Builder answer = DataSet.builder().text(Tag.SpecificCharacterSet, "ISO_IR 192");
        for (Element key : keys) {
            if (key.tag() == Tag.SpecificCharacterSet) {
                continue;
            }
            Optional<Element> value = candidate.element(key.tag());
            if (value.isPresent()) {
                answer.put(value.get());
            } else if (key instanceof Element.Sequence) {
                answer.items(key.tag());
            } else if (keys.texts(key.tag()).stream().allMatch(String::isEmpty)) {
                answer.put(key); // not supported: comes back without a value
            }
        }
        return answer.text(Tag.QueryRetrieveLevel, level)
                .text(Tag.RetrieveAETitle, ourAeTitle)
                .build();
    }

    @Override
    public List<Path> select(Inquiry inquiry) throws IOException {
        DataSet keys = inquiry.keys();
        boolean named = List.of(Tag.PatientID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID).stream()
                .anyMatch(
                        tag -> keys.text(tag).filter(value -> !value.isBlank()).isPresent());
        List<Path> files = new ArrayList<>();
        if (named) {
            instances(keys, new Cancellation(), (study, series, instance) -> files.add(instance.file()));
        }
        return files;
    }

    @Override
    public Optional<DimseNode> destination(String aeTitle) {
        return destinations.apply(aeTitle.strip());
    }
}
