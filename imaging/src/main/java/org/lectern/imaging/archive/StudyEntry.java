package org.lectern.imaging.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * One study of one patient in the archive.
 *
 * @param id the archive's own number, never used again after a removal
 * @param description Study Description, or the procedure's when there is none
 * @param modalities each once, in alphabetical order
 * @param bytes size of the stored files
 * @param added when its first object arrived
 * @param disagreements what the objects of the study say differently about its patient, in words without their values
 */
public record StudyEntry(
        long id,
        String studyUid,
        PatientEntry patient,
        Optional<LocalDate> date,
        Optional<LocalTime> time,
        String accession,
        String description,
        List<String> modalities,
        int seriesCount,
        int instanceCount,
        long bytes,
        Instant added,
        List<String> disagreements) {
    /** Copies the lists. */
    public StudyEntry {
        modalities = List.copyOf(modalities);
        disagreements = List.copyOf(disagreements);
    }
}
