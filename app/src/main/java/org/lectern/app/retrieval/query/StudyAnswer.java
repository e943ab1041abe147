package org.lectern.app.retrieval.query;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * What one archive says about one study (PS3.4 table C.6-5). Texts are cut at a bound: an archive may say anything.
 *
 * @param site who says it; empty for the archive of this computer
 * @param issuer as answered, else the site's default; empty when unknown
 * @param instances Number of Study Related Instances, where it is told
 */
public record StudyAnswer(
        String site,
        String studyUid,
        String patientId,
        String issuer,
        String patientName,
        Optional<LocalDate> birthDate,
        String sex,
        Optional<LocalDate> date,
        Optional<LocalTime> time,
        String accession,
        String description,
        String bodyPart,
        List<String> modalities,
        OptionalInt series,
        OptionalInt instances) {
    private static final int LONGEST = 256;
    private static final long SECONDS_A_DAY = 86_400;
    private static final int MOST_MODALITIES = 16;
    private static final int BODY_PART_EXAMINED = Tag.BodyPartExamined;

    /** Copies the list. */
    public StudyAnswer {
        modalities = List.copyOf(modalities);
    }

    /** Reads an answer; nothing when it names no study in a form that can be asked for again. */
    public static Optional<StudyAnswer> read(DataSet answer, String site, String defaultIssuer) {
        String uid = text(answer, Tag.StudyInstanceUID);
        if (!isUid(uid)) {
            return Optional.empty();
        }
        String issuer = text(answer, Tag.IssuerOfPatientID);
        return Optional.of(new StudyAnswer(
                site,
                uid,
                text(answer, Tag.PatientID),
                issuer.isEmpty() ? defaultIssuer : issuer,
                text(answer, Tag.PatientName),
                answer.date(Tag.PatientBirthDate),
                text(answer, Tag.PatientSex),
                answer.date(Tag.StudyDate),
                answer.time(Tag.StudyTime),
                text(answer, Tag.AccessionNumber),
                text(answer, Tag.StudyDescription),
                text(answer, BODY_PART_EXAMINED),
                modalities(answer),
                count(answer, Tag.NumberOfStudyRelatedSeries),
                count(answer, Tag.NumberOfStudyRelatedInstances)));
    }

    /** A study in the archive of this computer. */
    public static StudyAnswer of(StudyEntry study, String site) {
        return new StudyAnswer(
                site,
                study.studyUid(),
                study.patient().id(),
                study.patient().issuer(),
                study.patient().name(),
                study.patient().birthDate(),
                study.patient().sex(),
                study.date(),
                study.time(),
                study.accession(),
                study.description(),
                "",
                study.modalities(),
                OptionalInt.of(study.seriesCount()),
                OptionalInt.of(study.instanceCount()));
    }

    /** Its moment in seconds of no time zone, for putting in order; no date is before all others. */
    public long moment() {
        return date.isEmpty()
                ? Long.MIN_VALUE
                : date.get().toEpochDay() * SECONDS_A_DAY
                        + (time.isEmpty() ? 0 : time.get().toSecondOfDay());
    }

    /** The body regions that it is about, as far as it says. */
    public Set<BodyRegion> regions() {
        return BodyRegion.of(bodyPart, description);
    }

    /** Whether this can be a UID (PS3.5 section 9.1). */
    static boolean isUid(String text) {
        return !text.isEmpty() && text.length() <= 64 && text.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    static String text(DataSet answer, int tag) {
        String text = answer.text(tag).orElse("").strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static OptionalInt count(DataSet answer, int tag) {
        OptionalInt count = answer.integer(tag);
        return count.isPresent() && count.getAsInt() >= 0 ? count : OptionalInt.empty();
    }

    private static List<String> modalities(DataSet answer) {
        Set<String> modalities = new TreeSet<>();
        for (String modality : answer.texts(Tag.ModalitiesInStudy)) {
            if (!modality.isBlank() && modality.length() <= 16 && modalities.size() < MOST_MODALITIES) {
                modalities.add(modality.strip());
            }
        }
        return List.copyOf(modalities);
    }

    /** Without patient data. */
    @Override
    public String toString() {
        return "StudyAnswer[" + studyUid + " at " + (site.isEmpty() ? "here" : site) + "]";
    }
}
