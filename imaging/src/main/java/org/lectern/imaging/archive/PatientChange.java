package org.lectern.imaging.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.archive.ObjectRecord.Patient;

/**
 * A patient merged into another one, or with other demographics (IHE Patient Information Reconciliation, RAD TF-2 4.12).
 * The files stay as they came; the index shows who the patient is now.
 *
 * @param name the new name; empty to leave it
 * @param birthDate the new birth date as DICOM writes it; empty to leave it
 * @param sex the new sex; empty to leave it
 */
record PatientChange(PatientId from, PatientId to, String name, String birthDate, String sex) {
    private static final int FIELDS = 7;

    boolean concerns(Patient patient) {
        return patient.id().equals(from.id()) && patient.issuer().equals(from.issuer());
    }

    Patient apply(Patient patient) {
        if (!concerns(patient)) {
            return patient;
        }
        return new Patient(
                to.id(),
                to.issuer(),
                name.isEmpty() ? patient.name() : name,
                birthDate.isEmpty() ? patient.birthDate() : birthDate,
                sex.isEmpty() ? patient.sex() : sex);
    }

    /** One line of the journal. */
    String line() {
        return String.join(
                "\t",
                List.of(from.id(), from.issuer(), to.id(), to.issuer(), name, birthDate, sex).stream()
                        .map(field -> field.replaceAll("\\p{Cntrl}", " "))
                        .toList());
    }

    /** The changes that a journal holds; a line that is none is left out. */
    static List<PatientChange> read(byte[] journal) {
        List<PatientChange> changes = new ArrayList<>();
        for (String line : new String(journal, StandardCharsets.UTF_8).split("\n")) {
            of(Arrays.asList(line.split("\t", -1))).ifPresent(changes::add);
        }
        return changes;
    }

    static byte[] write(List<PatientChange> changes) {
        StringBuilder text = new StringBuilder();
        changes.forEach(change -> text.append(change.line()).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<PatientChange> of(List<String> fields) {
        if (fields.size() != FIELDS || fields.get(0).isBlank() || fields.get(2).isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new PatientChange(
                new PatientId(fields.get(0), fields.get(1)),
                new PatientId(fields.get(2), fields.get(3)),
                fields.get(4),
                fields.get(5),
                fields.get(6)));
    }
}
