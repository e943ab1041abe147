package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/** IHE Imaging Object Change Management: what rejection notes hide, in whichever order things come. */
class WithdrawalTest {
    @TempDir
    Path folder;

    private Path home() {
        return folder.resolve("archive");
    }

    private static void add(LocalArchive archive, Path... files) throws IOException {
        try (ArchiveBatch batch = archive.batch()) {
            for (Path file : files) {
                batch.add(file);
            }
            batch.commit();
        }
    }

    private Path image(int number) throws IOException {
        return image("004711", number);
    }

    private Path image(String patient, int number) throws IOException {
        return TestObject.of("MUSTERMANN^Anna", patient, "1.2.3", "1.2.3.1", "1.2.3.1." + number)
                .pixels(100, number)
                .write(folder.resolve("in/" + patient + "-" + number));
    }

    /** A note that rejects images 1 and 2. */
    private Path note(String title, String patient) throws IOException {
        DataSet reference = DataSet.builder()
                .text(Tag.ReferencedSOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tag.ReferencedSOPInstanceUID, "1.2.3.1.1")
                .build();
        DataSet second = DataSet.builder()
                .text(Tag.ReferencedSOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tag.ReferencedSOPInstanceUID, "1.2.3.1.2")
                .build();
        DataSet note = DataSet.builder()
                .text(Tag.SOPClassUID, Uid.KeyObjectSelectionDocumentStorage)
                .text(Tag.SOPInstanceUID, "1.2.3.9." + title)
                .text(Tag.StudyDate, "20261121")
                .text(Tag.Modality, "KO")
                .text(Tag.PatientName, "MUSTERMANN^Anna")
                .text(Tag.PatientID, patient)
                .text(Tag.PatientBirthDate, "19610403")
                .text(Tag.PatientSex, "F")
                .text(Tag.StudyInstanceUID, "1.2.3")
                .text(Tag.SeriesInstanceUID, "1.2.3.9")
                .items(
                        Tag.ConceptNameCodeSequence,
                        DataSet.builder()
                                .text(Tag.CodeValue, title)
                                .text(Tag.CodingSchemeDesignator, "DCM")
                                .text(Tag.CodeMeaning, "a title")
                                .build())
                .items(
                        Tag.CurrentRequestedProcedureEvidenceSequence,
                        DataSet.builder()
                                .text(Tag.StudyInstanceUID, "1.2.3")
                                .items(
                                        Tag.ReferencedSeriesSequence,
                                        DataSet.builder()
                                                .text(Tag.SeriesInstanceUID, "1.2.3.1")
                                                .items(Tag.ReferencedSOPSequence, reference, second)
                                                .build())
                                .build())
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(DataSet.empty(), note, bytes);
        return Files.write(
                Files.createDirectories(folder.resolve("in")).resolve("note-" + title + "-" + patient),
                bytes.toByteArray());
    }

    private static List<String> shown(LocalArchive archive) throws IOException {
        List<String> shown = new ArrayList<>();
        for (StudyEntry study : archive.studies(StudyQuery.ALL)) {
            int counted = 0;
            for (SeriesEntry series : archive.series(study)) {
                counted += series.instanceCount();
            }
            List<InstanceEntry> instances = archive.instances(study);
            assertEquals(instances.size(), counted);
            assertEquals(instances.size(), study.instanceCount());
            instances.forEach(instance -> shown.add(instance.sopInstanceUid()));
        }
        return shown.stream().sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"113001", "113037", "113038", "113039"})
    void aNoteThatComesFirstHidesWhatComesLater(String title) throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            List<Withdrawal> told = new ArrayList<>();
            archive.onWithdrawal(told::add);
            add(archive, note(title, "004711"));
            assertEquals(List.of(), archive.studies(StudyQuery.ALL), "a note is never shown");
            add(archive, image(1), image(2), image(3));
            assertEquals(List.of("1.2.3.1.3"), shown(archive));
            assertEquals(List.of(), told, "nobody had seen them");
        }
        checkRebuilt();
    }

    @ParameterizedTest
    @CsvSource({"113001,true", "113037,false", "113038,false", "113039,false"})
    void aNoteThatComesWhileTheyAreOpenWithdrawsThem(String title, boolean forQuality) throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            List<Withdrawal> told = new ArrayList<>();
            archive.onWithdrawal(told::add);
            add(archive, image(1), image(2), image(3));
            try (StudyLease open = archive.open(archive.studies(StudyQuery.ALL).getFirst())) {
                add(archive, note(title, "004711"));
                assertEquals(List.of(new Withdrawal(Set.of("1.2.3.1.1", "1.2.3.1.2"), forQuality)), told);
                assertEquals(List.of("1.2.3.1.3"), shown(archive));
            }
            add(archive, image(4));
            assertEquals(List.of("1.2.3.1.3", "1.2.3.1.4"), shown(archive), "a corrected one has a UID of its own");
            archive.remove("1.2.3.1.4");
        }
        checkRebuilt();
    }

    @Test
    void aNoteThatComesWithThemHidesThem() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, image(1), note("113037", "004711"), image(2), image(3));
            assertEquals(List.of("1.2.3.1.3"), shown(archive));
        }
    }

    private void checkRebuilt() throws IOException {
        Files.delete(home().resolve("index.sqlite"));
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(List.of("1.2.3.1.3"), shown(archive));
            assertEquals(4, archive.verify().instances(), "hidden files stay");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"113000", "113680", "130752", "130753", "130754"})
    void otherTitlesRejectNothing(String title) throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, image(1), image(2), image(3), note(title, "004711"));
            assertEquals(4, shown(archive).size());
        }
    }

    @Test
    void aSiteMayShowWhatWasRejectedForQualityCrossedOut() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, image(1), image(2), image(3), note("113001", "004711"));
            archive.showRejected(true);
            assertEquals(List.of("1.2.3.1.1", "1.2.3.1.2", "1.2.3.1.3"), shown(archive));
            assertTrue(archive.instance("1.2.3.1.1").orElseThrow().rejected());
            assertEquals(false, archive.instance("1.2.3.1.3").orElseThrow().rejected());
            add(archive, note("113037", "004711"));
            assertEquals(List.of("1.2.3.1.3"), shown(archive), "what must never be shown is not");
        }
    }

    @Test
    void aNoteOfAnotherPatientWithdrawsNothing() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, image("004711", 1), image("004711", 2), note("113037", "666"));
            assertEquals(2, shown(archive).size());
        }
    }
}
