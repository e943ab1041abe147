package org.lectern.samples;

import java.io.IOException;
import java.nio.file.Path;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;

/** A structured report on the CT chest: text, the nodule's diameter, and the image where it lies (PS3.3 A.35.3). */
final class ReportSamples {
    private ReportSamples() {}

    static void chestReport(SampleWriter writer) throws IOException {
        DataSet study = new SamplePatient("MUSTERMANN^Anna", "SAMPLE-0001", "19610403", "F")
                .study("chest", "CT chest", "20260112", "091200")
                .build();
        int slice = (int) Math.round((Thorax.NODULE_MM[2] + 180) / 1.25) + 1;
        DataSet image =
                new Series(study, "CT", 2, "", Uid.CTImageStorage).object(slice).build();
        DataSet reference = DataSet.builder()
                .text(Tag.ReferencedSOPClassUID, Uid.CTImageStorage)
                .text(
                        Tag.ReferencedSOPInstanceUID,
                        image.text(Tag.SOPInstanceUID).orElseThrow())
                .build();
        DataSet evidence = DataSet.builder()
                .text(Tag.StudyInstanceUID, study.text(Tag.StudyInstanceUID).orElseThrow())
                .items(
                        Tag.ReferencedSeriesSequence,
                        DataSet.builder()
                                .text(
                                        Tag.SeriesInstanceUID,
                                        image.text(Tag.SeriesInstanceUID).orElseThrow())
                                .items(Tag.ReferencedSOPSequence, reference)
                                .build())
                .build();
        writer.write(
                Path.of("REPORT.dcm"),
                new Series(study, "SR", 91, "Radiology report", Uid.ComprehensiveSRStorage)
                        .object(1)
                        .text(Tag.CompletionFlag, "COMPLETE")
                        .text(Tag.VerificationFlag, "UNVERIFIED")
                        .items(Tag.CurrentRequestedProcedureEvidenceSequence, evidence)
                        .text(Tag.ValueType, "CONTAINER")
                        .text(Tag.ContinuityOfContent, "SEPARATE")
                        .items(Tag.ConceptNameCodeSequence, code("18748-4", "LN", "Diagnostic imaging report"))
                        .items(
                                Tag.ContentSequence,
                                section("121060", "History", text("121060", "History", "Cough for six weeks.")),
                                section(
                                        "121070",
                                        "Findings",
                                        text(
                                                "121071",
                                                "Finding",
                                                "Solid nodule in the right upper lobe. Heart of normal size. No effusion."),
                                        measurement(reference)),
                                section(
                                        "121076",
                                        "Conclusions",
                                        text(
                                                "121077",
                                                "Conclusion",
                                                "Nodule of 9 mm in the right upper lobe; follow up in three months.")))
                        .build());
    }

    private static DataSet section(String value, String meaning, DataSet... items) {
        return DataSet.builder()
                .text(Tag.RelationshipType, "CONTAINS")
                .text(Tag.ValueType, "CONTAINER")
                .text(Tag.ContinuityOfContent, "SEPARATE")
                .items(Tag.ConceptNameCodeSequence, code(value, "DCM", meaning))
                .items(Tag.ContentSequence, items)
                .build();
    }

    private static DataSet text(String value, String meaning, String text) {
        return DataSet.builder()
                .text(Tag.RelationshipType, "CONTAINS")
                .text(Tag.ValueType, "TEXT")
                .items(Tag.ConceptNameCodeSequence, code(value, "DCM", meaning))
                .text(Tag.TextValue, text)
                .build();
    }

    private static DataSet measurement(DataSet reference) {
        DataSet image = DataSet.builder()
                .text(Tag.RelationshipType, "INFERRED FROM")
                .text(Tag.ValueType, "IMAGE")
                .items(Tag.ReferencedSOPSequence, reference)
                .build();
        DataSet value = DataSet.builder()
                .items(Tag.MeasurementUnitsCodeSequence, code("mm", "UCUM", "millimeter"))
                .number(Tag.NumericValue, Thorax.NODULE_DIAMETER_MM)
                .build();
        return DataSet.builder()
                .text(Tag.RelationshipType, "CONTAINS")
                .text(Tag.ValueType, "NUM")
                .items(Tag.ConceptNameCodeSequence, code("81827009", "SCT", "Diameter"))
                .items(Tag.MeasuredValueSequence, value)
                .items(Tag.ContentSequence, image)
                .build();
    }

    private static DataSet code(String value, String scheme, String meaning) {
        return DataSet.builder()
                .text(Tag.CodeValue, value)
                .text(Tag.CodingSchemeDesignator, scheme)
                .text(Tag.CodeMeaning, meaning)
                .build();
    }
}
