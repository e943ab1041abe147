package org.lectern.imaging.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;

class StructuredReportTest {
    @Test
    void aMeasurementReadsAsItsConceptValueAndUnit() {
        DataSet value = DataSet.builder()
                .text(Tag.NumericValue, "8.2")
                .items(Tag.MeasurementUnitsCodeSequence, code("mm", "UCUM", "millimeter"))
                .build();
        DataSet number =
                item("NUM", "Diameter").items(Tag.MeasuredValueSequence, value).build();
        assertEquals("Diameter: 8.2 mm", only(report(number)).text());
    }

    @Test
    void ucumUnityAndAnnotationsAreNotShownRaw() {
        assertEquals(
                "Ratio: 0.5",
                only(report(measured("Ratio", "0.5", code("1", "UCUM", "no units"))))
                        .text());
        assertEquals(
                "Ratio: 3 dimensionless",
                only(report(measured("Ratio", "3", code("{ratio}", "UCUM", "dimensionless"))))
                        .text());
    }

    @Test
    void aMeasurementWithoutValueSaysWhy() {
        DataSet number = item("NUM", "Diameter")
                .items(Tag.NumericValueQualifierCodeSequence, code("114000", "DCM", "Not a number"))
                .items(Tag.MeasuredValueSequence)
                .build();
        assertEquals("Diameter: Not a number", only(report(number)).text());
    }

    @Test
    void namesDatesAndCodesReadAsPeopleWriteThem() {
        assertEquals(
                "Observer: Packer, David M., M. D.",
                only(report(item("PNAME", "Observer")
                                .text(Tag.PersonName, "Packer^David M.^^^M. D.")
                                .build()))
                        .text());
        assertEquals(
                "Observer: Yamada Tarou",
                only(report(item("PNAME", "Observer")
                                .text(Tag.PersonName, "=Yamada^Tarou")
                                .build()))
                        .text()
                        .replace(", ", " "));
        assertEquals(
                "Date: 2026-01-12",
                only(report(item("DATE", "Date").text(Tag.Date, "20260112").build()))
                        .text());
        assertEquals(
                "When: 2026-01-12 09:12",
                only(report(item("DATETIME", "When")
                                .text(Tag.DateTime, "20260112091200")
                                .build()))
                        .text());
        assertEquals(
                "Finding: Nodule",
                only(report(item("CODE", "Finding")
                                .items(Tag.ConceptCodeSequence, code("M-03010", "SRT", "Nodule"))
                                .build()))
                        .text());
    }

    @Test
    void aContinuousContainerReadsAsOneText() {
        DataSet paragraph = item("CONTAINER", "Findings")
                .text(Tag.ContinuityOfContent, "CONTINUOUS")
                .items(
                        Tag.ContentSequence,
                        item("TEXT", "a").text(Tag.TextValue, "A lesion of").build(),
                        measured("Diameter", "1.5", code("cm", "UCUM", "centimeter")),
                        item("TEXT", "b").text(Tag.TextValue, ", well defined.").build())
                .build();
        assertEquals(
                "Findings: A lesion of 1.5 cm, well defined.",
                only(report(paragraph)).text());
    }

    @Test
    void anImageReferenceKeepsItsInstanceAndFrames() {
        DataSet reference = DataSet.builder()
                .text(Tag.ReferencedSOPClassUID, Uid.CTImageStorage)
                .text(Tag.ReferencedSOPInstanceUID, "1.2.3")
                .number(Tag.ReferencedFrameNumber, 4, 5)
                .build();
        ReportLine line = only(report(item("IMAGE", "Source")
                .items(Tag.ReferencedSOPSequence, reference)
                .build()));
        assertEquals("Source: CT Image, frame 4, 5", line.text());
        assertEquals(List.of(new ObjectReference(Uid.CTImageStorage, "1.2.3", List.of(4, 5))), line.references());
    }

    @Test
    void aTreeDeeperThanTheLimitIsCutAndSaysSo() {
        DataSet deepest = item("TEXT", "t").text(Tag.TextValue, "never read").build();
        for (int depth = 0; depth < 200; depth++) {
            deepest = item("CONTAINER", "level")
                    .items(Tag.ContentSequence, deepest)
                    .build();
        }
        List<ReportLine> lines = report(deepest).lines();
        assertEquals(StructuredReport.MAX_DEPTH + 1, lines.size());
        assertTrue(lines.getLast().value().contains("goes on"));
    }

    @Test
    void completionAndVerificationAreTold() {
        DataSet object = DataSet.builder()
                .text(Tag.ValueType, "CONTAINER")
                .text(Tag.CompletionFlag, "PARTIAL")
                .text(Tag.VerificationFlag, "VERIFIED")
                .items(
                        Tag.VerifyingObserverSequence,
                        DataSet.builder()
                                .text(Tag.VerifyingObserverName, "Reader^Rita")
                                .build())
                .build();
        StructuredReport report = StructuredReport.of(object).orElseThrow();
        assertFalse(report.complete());
        assertTrue(report.verified());
        assertEquals(List.of("Reader, Rita"), report.verifiers());
        assertTrue(StructuredReport.of(DataSet.empty()).isEmpty());
    }

    private static StructuredReport report(DataSet... items) {
        return StructuredReport.of(item("CONTAINER", "Report")
                        .items(Tag.ContentSequence, items)
                        .build())
                .orElseThrow();
    }

    private static ReportLine only(StructuredReport report) {
        assertEquals(1, report.lines().size());
        return report.lines().getFirst();
    }

    private static DataSet measured(String concept, String value, DataSet unit) {
        DataSet measured = DataSet.builder()
                .text(Tag.NumericValue, value)
                .items(Tag.MeasurementUnitsCodeSequence, unit)
                .build();
        return item("NUM", concept).items(Tag.MeasuredValueSequence, measured).build();
    }

    private static DataSet.Builder item(String valueType, String concept) {
        return DataSet.builder()
                .text(Tag.ValueType, valueType)
                .items(Tag.ConceptNameCodeSequence, code("1", "99TEST", concept));
    }

    private static DataSet code(String value, String scheme, String meaning) {
        return DataSet.builder()
                .text(Tag.CodeValue, value)
                .text(Tag.CodingSchemeDesignator, scheme)
                .text(Tag.CodeMeaning, meaning)
                .build();
    }
}
