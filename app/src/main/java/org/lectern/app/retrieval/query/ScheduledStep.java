package org.lectern.app.retrieval.query;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * A procedure step that is scheduled (PS3.4 table K.6-1).
 *
 * @param site whose worklist it is on
 * @param issuer issuer of the Patient ID as answered, else the site's default; empty when unknown
 * @param studyUid under which its images will come
 * @param station AE title of the modality that it is scheduled for
 */
public record ScheduledStep(
        String site,
        String stepId,
        String patientId,
        String issuer,
        String patientName,
        Optional<LocalDate> birthDate,
        String sex,
        String accession,
        String studyUid,
        String description,
        String modality,
        Optional<LocalDateTime> start,
        String station) {
    /** Reads an answer; nothing when it names no step. */
    static Optional<ScheduledStep> read(DataSet answer, String site, String defaultIssuer) {
        Optional<DataSet> item = answer.item(Tag.ScheduledProcedureStepSequence);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        DataSet step = item.get();
        String issuer = StudyAnswer.text(answer, Tag.IssuerOfPatientID);
        String words = StudyAnswer.text(answer, Tag.RequestedProcedureDescription);
        return Optional.of(new ScheduledStep(
                site,
                StudyAnswer.text(step, Tag.ScheduledProcedureStepID),
                StudyAnswer.text(answer, Tag.PatientID),
                issuer.isEmpty() ? defaultIssuer : issuer,
                StudyAnswer.text(answer, Tag.PatientName),
                answer.date(Tag.PatientBirthDate),
                StudyAnswer.text(answer, Tag.PatientSex),
                StudyAnswer.text(answer, Tag.AccessionNumber),
                StudyAnswer.text(answer, Tag.StudyInstanceUID),
                words.isEmpty() ? StudyAnswer.text(step, Tag.ScheduledProcedureStepDescription) : words,
                StudyAnswer.text(step, Tag.Modality),
                step.dateTime(Tag.ScheduledProcedureStepStartDate, Tag.ScheduledProcedureStepStartTime),
                StudyAnswer.text(step, Tag.ScheduledStationAETitle)));
    }

    /** The question for all steps of a day. */
    static RemoteArchive.Query question(LocalDate day, int limit) {
        DataSet step = DataSet.builder()
                .text(Tag.Modality)
                .text(Tag.ScheduledStationAETitle)
                .text(Tag.ScheduledProcedureStepStartDate, day.toString().replace("-", ""))
                .text(Tag.ScheduledProcedureStepStartTime)
                .text(Tag.ScheduledProcedureStepDescription)
                .text(Tag.ScheduledProcedureStepID)
                .build();
        DataSet keys = DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.AccessionNumber)
                .text(Tag.PatientName)
                .text(Tag.PatientID)
                .text(Tag.IssuerOfPatientID)
                .text(Tag.PatientBirthDate)
                .text(Tag.PatientSex)
                .text(Tag.StudyInstanceUID)
                .text(Tag.RequestedProcedureDescription)
                .text(Tag.RequestedProcedureID)
                .items(Tag.ScheduledProcedureStepSequence, step)
                .build();
        return new RemoteArchive.Query(RemoteArchive.Level.WORKLIST, keys, limit, false);
    }

    /** Whether it is of this day; an archive may ignore the key. */
    boolean isOf(LocalDate day) {
        return start.map(at -> at.toLocalDate().equals(day)).orElse(true);
    }

    /** The time of day, midnight when it is not said. */
    LocalTime timeOfDay() {
        return start.map(LocalDateTime::toLocalTime).orElse(LocalTime.MIDNIGHT);
    }

    /** Without patient data. */
    @Override
    public String toString() {
        return "ScheduledStep[" + stepId + " at " + site + "]";
    }
}
