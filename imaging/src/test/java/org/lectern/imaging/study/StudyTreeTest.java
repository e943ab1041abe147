package org.lectern.imaging.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lectern.imaging.study.Slices.ct;
import static org.lectern.imaging.study.Slices.instance;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.dictionary.Tag;

class StudyTreeTest {
    @Test
    void oneStudyUidUnderTwoPatientsIsTwoStudiesAndBothSaySo() {
        StudyTree tree = StudyTree.of(List.of(
                instance(ct(1, 0)),
                instance(ct(2, 5)),
                instance(ct(3, 10).text(Tag.PatientID, "P2")),
                instance(ct(4, 15).remove(Tag.PatientID))));
        assertEquals(3, tree.patients().size());
        assertEquals(3, tree.studies().size());
        for (Study study : tree.studies()) {
            assertEquals(Tag.PatientID, study.findings().getFirst().tag());
        }
        assertEquals(
                2,
                tree.patients()
                        .getFirst()
                        .studies()
                        .getFirst()
                        .series()
                        .getFirst()
                        .instances()
                        .size());
    }

    @Test
    void patientsWithoutAnIdAreToldApartByNameAndBirthDate() {
        StudyTree tree = StudyTree.of(List.of(
                instance(ct(1, 0).remove(Tag.PatientID).text(Tag.PatientName, "A")),
                instance(ct(2, 5).remove(Tag.PatientID).text(Tag.PatientName, "B")),
                instance(ct(3, 10)
                        .remove(Tag.PatientID)
                        .text(Tag.PatientName, "A")
                        .text(Tag.PatientBirthDate, "1950"))));
        assertEquals(3, tree.patients().size());
    }

    @Test
    void theSameIdFromAnotherIssuerIsAnotherPatient() {
        assertEquals(
                2,
                StudyTree.of(List.of(instance(ct(1, 0)), instance(ct(2, 5).text(Tag.IssuerOfPatientID, "X"))))
                        .patients()
                        .size());
    }

    @Test
    void aMissingUidMakesANamedGroupWithAFinding() {
        StudyTree tree = StudyTree.of(List.of(
                instance(ct(1, 0).remove(Tag.StudyInstanceUID).remove(Tag.SeriesInstanceUID)), instance(ct(2, 5))));
        assertEquals(2, tree.studies().size());
        Study nameless = tree.studies().stream()
                .filter(study -> study.uid().startsWith("<"))
                .findFirst()
                .orElseThrow();
        assertEquals(Tag.StudyInstanceUID, nameless.findings().getFirst().tag());
        assertEquals(
                Tag.SeriesInstanceUID,
                nameless.series().getFirst().findings().getFirst().tag());
    }

    @Test
    void anObjectThatIsThereTwiceIsShownOnce() {
        StudyTree tree = StudyTree.of(List.of(instance(ct(1, 0)), instance(ct(1, 0))));
        assertEquals(
                1, tree.studies().getFirst().series().getFirst().instances().size());
        assertTrue(tree.findings().getFirst().what().startsWith("1 object"));
    }

    @Test
    void theNamesOfPatientsStayOutOfMessages() {
        PatientIdentity identity = PatientIdentity.of(
                ct(1, 0).remove(Tag.PatientID).text(Tag.PatientName, "Secret").build());
        assertEquals("PatientIdentity[by name]", identity.toString());
    }
}
