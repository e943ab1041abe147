package org.lectern.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lectern.app.retrieval.RemoteArchive.Level;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/** An answer to a query in one line, values separated by tabs. */
final class AnswerText {
    private AnswerText() {}

    static String line(Level level, DataSet answer) {
        DataSet step = answer.item(Tag.ScheduledProcedureStepSequence).orElse(DataSet.empty());
        List<String> values = switch (level) {
            case PATIENT ->
                values(
                        answer,
                        Tag.PatientID,
                        Tag.IssuerOfPatientID,
                        Tag.PatientName,
                        Tag.PatientBirthDate,
                        Tag.PatientSex);
            case STUDY ->
                values(
                        answer,
                        Tag.StudyDate,
                        Tag.ModalitiesInStudy,
                        Tag.PatientName,
                        Tag.PatientID,
                        Tag.PatientBirthDate,
                        Tag.AccessionNumber,
                        Tag.StudyDescription,
                        Tag.NumberOfStudyRelatedInstances,
                        Tag.StudyInstanceUID);
            case SERIES ->
                values(
                        answer,
                        Tag.SeriesNumber,
                        Tag.Modality,
                        Tag.SeriesDescription,
                        Tag.NumberOfSeriesRelatedInstances,
                        Tag.SeriesInstanceUID);
            case INSTANCE ->
                values(answer, Tag.InstanceNumber, Tag.NumberOfFrames, Tag.SOPClassUID, Tag.SOPInstanceUID);
            case WORKLIST ->
                java.util.stream.Stream.concat(
                                values(
                                        step,
                                        Tag.ScheduledProcedureStepStartDate,
                                        Tag.ScheduledProcedureStepStartTime,
                                        Tag.Modality,
                                        Tag.ScheduledStationAETitle)
                                        .stream(),
                                values(
                                        answer,
                                        Tag.PatientName,
                                        Tag.PatientID,
                                        Tag.PatientBirthDate,
                                        Tag.AccessionNumber,
                                        Tag.RequestedProcedureDescription,
                                        Tag.StudyInstanceUID)
                                        .stream())
                        .toList();
        };
        return String.join("\t", values);
    }

    /** Control characters of a hostile answer must not reach the terminal. */
    private static List<String> values(DataSet answer, int... tags) {
        return IntStream.of(tags)
                .mapToObj(
                        tag -> answer.texts(tag).stream().map(Failures::oneLine).collect(Collectors.joining("/")))
                .toList();
    }
}
