package org.lectern.app.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.archive.ArchiveBatch;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.PatientId;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/** An exam whose objects become more or fewer, and whose patient becomes another, while it is open. */
class ExamContentsTest {
    @TempDir
    Path folder;

    private LocalArchive archive;
    private List<Path> slices;
    private StudyEntry study;
    private ExamContents contents;

    @BeforeEach
    void threeSlicesHaveArrived() throws IOException {
        slices = Phantom.write(folder);
        archive = LocalArchive.open(folder.resolve("archive"));
        arrive(slices.subList(0, 3));
        study = archive.studies(StudyQuery.ALL).getFirst();
        contents = new ExamContents(archive, study);
        assertEquals(3, shown(read()));
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    private void arrive(List<Path> files) throws IOException {
        try (ArchiveBatch batch = archive.batch()) {
            for (Path file : files) {
                batch.add(file);
            }
            batch.commit();
        }
    }

    private ExamContents.State read() throws IOException {
        return contents.read(done -> {}, () -> false).orElseThrow();
    }

    private static int shown(ExamContents.State state) {
        return state.study().orElseThrow().displaySets().getFirst().frames().size();
    }

    @Test
    void whatArrivesJoinsAndWhatWasThereIsTheSameInstance() throws IOException {
        var before =
                read().study().orElseThrow().displaySets().getFirst().frames().getFirst();
        arrive(slices.subList(3, 8));
        ExamContents.State after = read();
        assertEquals(8, shown(after));
        assertEquals(
                before,
                after.study().orElseThrow().displaySets().getFirst().frames().getFirst());
        assertEquals(0, after.withdrawn());
    }

    @Test
    void whatIsTakenAwayIsCounted() throws IOException {
        archive.remove("1.2.3.4.2");
        ExamContents.State after = read();
        assertEquals(2, shown(after));
        assertEquals(1, after.withdrawn());
    }

    /** A note with the title "Rejected for Quality Reasons" (113001, DCM; IHE RAD TF-3 4.66). */
    private void reject(String sopInstanceUid) throws IOException {
        Path note = folder.resolve("note.dcm");
        DataSet reference = DataSet.builder()
                .text(Tag.ReferencedSOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                .text(Tag.ReferencedSOPInstanceUID, sopInstanceUid)
                .build();
        DataSet title = DataSet.builder()
                .text(Tag.CodeValue, "113001")
                .text(Tag.CodingSchemeDesignator, "DCM")
                .text(Tag.CodeMeaning, "Rejected for Quality Reasons")
                .build();
        DataSet series = DataSet.builder()
                .text(Tag.SeriesInstanceUID, "1.2.3.4")
                .items(Tag.ReferencedSOPSequence, reference)
                .build();
        DataSet evidence = DataSet.builder()
                .text(Tag.StudyInstanceUID, study.studyUid())
                .items(Tag.ReferencedSeriesSequence, series)
                .build();
        DataSet object = DataSet.builder()
                .text(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.88.59")
                .text(Tag.SOPInstanceUID, "1.2.3.99.1")
                .text(Tag.StudyInstanceUID, study.studyUid())
                .text(Tag.SeriesInstanceUID, "1.2.3.99")
                .text(Tag.Modality, "KO")
                .text(Tag.PatientID, study.patient().id())
                .text(Tag.PatientName, study.patient().name())
                .items(Tag.ConceptNameCodeSequence, title)
                .items(Tag.CurrentRequestedProcedureEvidenceSequence, evidence)
                .build();
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(object, note);
        arrive(List.of(note));
    }

    @Test
    void whatIsRejectedForQualityIsHiddenOrWhereASiteWantsItMarked() throws IOException {
        String uid = archive.instances(study).getFirst().sopInstanceUid();
        reject(uid);
        ExamContents.State hidden = read();
        assertEquals(2, shown(hidden));
        assertEquals(Set.of(), hidden.rejected());
        archive.showRejected(true);
        ExamContents.State marked = read();
        assertEquals(3, shown(marked));
        assertEquals(Set.of(uid), marked.rejected());
    }

    @Test
    void aPatientWhoIsMergedOrCorrectedMeanwhileIsTold() throws IOException {
        assertFalse(read().isPatientChanged());
        archive.updatePatient(new PatientId("004711", ""), "MUSTERMANN^Anne", Optional.empty(), "");
        assertTrue(read().isPatientChanged());
        ExamContents again = new ExamContents(archive, archive.study(study.id()).orElseThrow());
        assertFalse(again.read(done -> {}, () -> false).orElseThrow().isPatientChanged());
        archive.mergePatient(new PatientId("004711", ""), new PatientId("004712", ""));
        assertTrue(again.read(done -> {}, () -> false).orElseThrow().isPatientChanged());
    }
}
