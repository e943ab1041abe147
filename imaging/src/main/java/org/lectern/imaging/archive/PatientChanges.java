package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.archive.ObjectRecord.Patient;

/** Merges and updates of patients in the index, and the journal beside it from which a new index learns them. */
record PatientChanges(Connection connection, Veil veil) {
    static final String JOURNAL = "patients.journal";

    private record Row(long id, String studyUid, Patient patient, String date, String accession, String description) {}

    /** Where the changes stand besides the index. */
    static Path journal(ObjectStore store) {
        return store.sealed().resolve(JOURNAL);
    }

    /** All changes, the oldest first. */
    List<PatientChange> all() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                        SELECT from_id, from_issuer, to_id, to_issuer, name, birth_date, sex
                        FROM patient_change ORDER BY number""");
                ResultSet row = query.executeQuery()) {
            List<PatientChange> changes = new ArrayList<>();
            while (row.next()) {
                changes.add(new PatientChange(
                        new PatientId(text(row, 1), text(row, 2)),
                        new PatientId(text(row, 3), text(row, 4)),
                        text(row, 5),
                        text(row, 6),
                        text(row, 7)));
            }
            return changes;
        }
    }

    /** Takes up what the journal has and the index has not. */
    void takeUp(ObjectStore store) throws SQLException, IOException {
        Path journal = journal(store);
        if (!Files.exists(journal)) {
            return;
        }
        List<PatientChange> written = PatientChange.read(Files.readAllBytes(journal));
        int known = all().size();
        for (PatientChange change : written.subList(Math.min(known, written.size()), written.size())) {
            apply(change);
        }
    }

    /** Writes a change to the journal, then into the index. */
    void make(PatientChange change, ObjectStore store) throws SQLException, IOException {
        List<PatientChange> changes = new ArrayList<>(all());
        changes.add(change);
        store.disk().write(journal(store), PatientChange.write(changes));
        apply(change);
    }

    private void apply(PatientChange change) throws SQLException {
        List<Row> sources = studiesOf(change.from());
        List<Row> targets = change.from().equals(change.to()) ? List.of() : studiesOf(change.to());
        PatientChange whole = targets.isEmpty()
                ? change
                : completed(change, targets.getFirst().patient());
        insert(whole);
        for (Row source : sources) {
            for (Row target : targets) {
                flag(source, target);
            }
        }
        carryRejections(whole);
        for (Row source : sources) {
            change(source, whole.apply(source.patient()));
        }
    }

    /** With the demographics of the patient who stays. */
    private static PatientChange completed(PatientChange change, Patient stays) {
        return new PatientChange(
                change.from(),
                change.to(),
                change.name().isEmpty() ? stays.name() : change.name(),
                change.birthDate().isEmpty() ? stays.birthDate() : change.birthDate(),
                change.sex().isEmpty() ? stays.sex() : change.sex());
    }

    private void insert(PatientChange change) throws SQLException {
        update(
                """
                INSERT INTO patient_change (from_id, from_issuer, to_id, to_issuer, name, birth_date, sex)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                veil.text(change.from().id()),
                veil.text(change.from().issuer()),
                veil.text(change.to().id()),
                veil.text(change.to().issuer()),
                veil.text(change.name()),
                veil.text(change.birthDate()),
                veil.text(change.sex()));
    }

    /** What speaks against two IDs being one person is told at both. */
    private void flag(Row source, Row target) throws SQLException {
        if (differ(source.patient().birthDate(), target.patient().birthDate())) {
            disagree(source, target, "patients with different birth dates (0010,0030) were merged");
        }
        if (differ(source.patient().sex(), target.patient().sex())) {
            disagree(source, target, "patients of different sexes (0010,0040) were merged");
        }
    }

    private static boolean differ(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    private void disagree(Row source, Row target, String what) throws SQLException {
        for (Row row : List.of(source, target)) {
            update("INSERT OR IGNORE INTO disagreement (study_id, what) VALUES (?, ?)", Long.toString(row.id()), what);
        }
    }

    private void carryRejections(PatientChange change) throws SQLException {
        update(
                """
                INSERT OR IGNORE INTO rejection (sop_uid, patient_key, note_uid, level)
                SELECT sop_uid, ?, note_uid, level FROM rejection WHERE patient_key = ?""",
                veil.key("id:" + change.to().id()),
                veil.key("id:" + change.from().id()));
    }

    private void change(Row row, Patient patient) throws SQLException {
        long other = other(row, patient.key());
        if (other >= 0) {
            join(row.id(), other);
            return;
        }
        update(
                """
                UPDATE study SET patient_key = ?, patient_id = ?, issuer = ?, patient_name = ?, birth_date = ?, sex = ?,
                    search_name = ?, search = ? WHERE id = ?""",
                veil.key(patient.key()),
                veil.text(patient.id()),
                veil.text(patient.issuer()),
                veil.text(patient.name()),
                veil.text(patient.birthDate()),
                veil.text(patient.sex()),
                veil.text(SearchText.stored(patient.name())),
                veil.text(SearchText.stored(
                        patient.name(),
                        patient.id(),
                        row.accession(),
                        row.description(),
                        SearchText.dates(row.date()))),
                Long.toString(row.id()));
    }

    /** The study of the same UID that the patient who stays has already, or -1. */
    private long other(Row row, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id FROM study WHERE study_uid = ? AND patient_key = ? AND id <> ?")) {
            query.setString(1, veil.key(row.studyUid()));
            query.setString(2, veil.key(key));
            query.setLong(3, row.id());
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? found.getLong(1) : -1;
            }
        }
    }

    /** Two halves of one study become one. */
    private void join(long from, long into) throws SQLException {
        String source = Long.toString(from);
        String target = Long.toString(into);
        update("""
                UPDATE instance SET series_id = (SELECT t.id FROM series t JOIN series f ON f.series_uid = t.series_uid
                    WHERE t.study_id = ?1 AND f.id = instance.series_id)
                WHERE series_id IN (SELECT f.id FROM series f JOIN series t ON f.series_uid = t.series_uid
                    WHERE f.study_id = ?2 AND t.study_id = ?1)""", target, source);
        update(
                "DELETE FROM series WHERE study_id = ? AND NOT EXISTS"
                        + " (SELECT 1 FROM instance WHERE series_id = series.id)",
                source);
        update("UPDATE series SET study_id = ? WHERE study_id = ?", target, source);
        update(
                "INSERT OR IGNORE INTO disagreement SELECT ?, what FROM disagreement WHERE study_id = ?",
                target,
                source);
        update("DELETE FROM study WHERE id = ?", source);
        update(SeriesCounts.UPDATE_ALL);
    }

    private List<Row> studiesOf(PatientId patient) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT id, study_uid, patient_id, issuer, patient_name, birth_date, sex, study_date, accession, description
                FROM study WHERE patient_key = ?""")) {
            query.setString(1, veil.key("id:" + patient.id()));
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Patient found = new Patient(text(row, 3), text(row, 4), text(row, 5), text(row, 6), text(row, 7));
                    if (found.id().equals(patient.id()) && found.issuer().equals(patient.issuer())) {
                        rows.add(new Row(
                                row.getLong(1),
                                veil.openKey(row.getString(2)),
                                found,
                                text(row, 8),
                                text(row, 9),
                                text(row, 10)));
                    }
                }
            }
            return rows;
        }
    }

    private String text(ResultSet row, int column) throws SQLException {
        return veil.open(row.getString(column));
    }

    private void update(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
