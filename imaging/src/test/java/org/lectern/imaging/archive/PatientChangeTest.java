package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IHE Patient Information Reconciliation: merges and updates (ADT A40, A08) as the list shows them. */
class PatientChangeTest {
    private static final PatientId OLD = new PatientId("A1", "HOSP");
    private static final PatientId NEW = new PatientId("B2", "HOSP");

    @TempDir
    Path folder;

    private Path home() {
        return folder.resolve("archive");
    }

    private void add(LocalArchive archive, TestObject object, String sop) throws IOException {
        try (ArchiveBatch batch = archive.batch()) {
            batch.add(object.write(folder.resolve("in/" + sop)));
            batch.commit();
        }
    }

    private void add(LocalArchive archive, String name, PatientId patient, String study, String sop)
            throws IOException {
        add(
                archive,
                TestObject.of(name, patient.id(), study, study + ".1", sop).with(0x00100021, "LO", patient.issuer()),
                sop);
    }

    private static List<String> listed(LocalArchive archive) throws IOException {
        return archive.studies(StudyQuery.ALL).stream()
                .map(study -> study.patient().id() + " " + study.patient().name() + " " + study.studyUid() + " "
                        + study.instanceCount())
                .sorted()
                .toList();
    }

    @Test
    void mergedPatientsAreListedAsTheOneWhoStaysAlsoAfterTheIndexWasBuiltAgain() throws IOException {
        List<String> expected = List.of("B2 DOE^Jane 1.1 1", "B2 DOE^Jane 1.2 1", "B2 DOE^Jane 1.3 1");
        byte[] before;
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, "DOE^J", OLD, "1.1", "1.1.1.1");
            add(archive, "DOE^Jane", NEW, "1.2", "1.2.1.1");
            before =
                    Files.readAllBytes(archive.instance("1.1.1.1").orElseThrow().file());
            archive.mergePatient(OLD, NEW);
            add(archive, "DOE^J", OLD, "1.3", "1.3.1.1"); // sent by who has not heard of it yet
            assertEquals(expected, listed(archive));
            assertEquals(
                    3,
                    archive.studiesOfPatient(archive.studies(StudyQuery.ALL).getFirst())
                            .size());
            assertEquals(3, archive.studies(StudyQuery.of("jane b2")).size());
            assertEquals(0, archive.studies(StudyQuery.of("a1")).size());
            assertTrue(archive.studies(StudyQuery.ALL).stream()
                    .allMatch(study -> study.disagreements().isEmpty()));
        }
        Files.delete(home().resolve("index.sqlite"));
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(expected, listed(archive));
            assertEquals(
                    -1,
                    java.util.Arrays.mismatch(
                            before,
                            Files.readAllBytes(
                                    archive.instance("1.1.1.1").orElseThrow().file())));
            add(archive, "DOE^J", OLD, "1.4", "1.4.1.1");
            assertTrue(listed(archive).contains("B2 DOE^Jane 1.4 1"));
        }
    }

    @Test
    void theSameIdOfAnotherIssuerStaysWhoItIs() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, "DOE^J", OLD, "1.1", "1.1.1.1");
            add(archive, "ROE^R", new PatientId("A1", "OTHER"), "1.2", "1.2.1.1");
            archive.mergePatient(OLD, NEW);
            assertEquals(List.of("A1 ROE^R 1.2 1", "B2 DOE^J 1.1 1"), listed(archive));
        }
    }

    @Test
    void twoHalvesOfOneStudyBecomeOne() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, "DOE^J", OLD, "1.1", "1.1.1.1");
            add(archive, "DOE^Jane", NEW, "1.1", "1.1.1.2");
            assertEquals(2, listed(archive).size());
            archive.mergePatient(OLD, NEW);
            assertEquals(List.of("B2 DOE^Jane 1.1 2"), listed(archive));
            assertTrue(archive.verify().isSound());
        }
    }

    @Test
    void whatSpeaksAgainstAMergeIsFlagged() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, "DOE^J", OLD, "1.1", "1.1.1.1");
            add(
                    archive,
                    TestObject.of("DOE^John", "B2", "1.2", "1.2.1", "1.2.1.1")
                            .with(0x00100021, "LO", "HOSP")
                            .with(0x00100030, "DA", "19700101")
                            .with(0x00100040, "CS", "M"),
                    "1.2.1.1");
            archive.mergePatient(OLD, NEW);
            for (StudyEntry study : archive.studies(StudyQuery.ALL)) {
                assertEquals(
                        List.of(
                                "patients of different sexes (0010,0040) were merged",
                                "patients with different birth dates (0010,0030) were merged"),
                        study.disagreements());
            }
        }
    }

    @Test
    void demographicsAreUpdatedForWhatIsHereAndWhatComes() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, "DOE^J", OLD, "1.1", "1.1.1.1");
            archive.updatePatient(OLD, "MÜLLER^Jane", Optional.of(LocalDate.of(1962, 5, 4)), "");
            add(archive, "DOE^J", OLD, "1.1", "1.1.1.2");
            StudyEntry study = archive.studies(StudyQuery.of("mueller")).getFirst();
            assertEquals("MÜLLER^Jane", study.patient().name());
            assertEquals(Optional.of(LocalDate.of(1962, 5, 4)), study.patient().birthDate());
            assertEquals("F", study.patient().sex());
            assertEquals(2, study.instanceCount());
            assertEquals(List.of(), study.disagreements());
        }
    }

    @Test
    void nobodyIsMergedByNameAlone() {
        assertThrows(IllegalArgumentException.class, () -> new PatientId(" ", "HOSP"));
    }
}
