package org.lectern.imaging.archive;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.archive.ObjectRecord.Patient;
import org.lectern.imaging.archive.ObjectRecord.Study;

/** Adds objects to the index within one transaction. */
final class IndexWriter implements AutoCloseable {
    /** For whose sake an object that was made here is held until somebody says that it was sent. */
    static final String MADE_HERE = "made here";

    private final Connection connection;
    private final Veil veil;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Map<String, KnownStudy> studies = new HashMap<>();
    private final Map<String, Long> series = new HashMap<>();
    private final Set<Long> touched = new HashSet<>();
    private final Set<Long> used = new HashSet<>();
    private final Set<String> withdrawn = new HashSet<>();
    private final Rejections rejections;
    private final long now;
    private boolean forQuality = true;
    private @Nullable List<PatientChange> changes;

    private record KnownStudy(long id, Patient patient, boolean described) {}

    IndexWriter(Connection connection, Veil veil, long nowMillis) {
        this.connection = connection;
        this.veil = veil;
        this.rejections = new Rejections(connection, veil);
        this.now = nowMillis;
    }

    /** The place of the object that has this SOP Instance UID. */
    Optional<String> placeOf(String sopUid) throws SQLException {
        PreparedStatement query = statement("SELECT file FROM instance WHERE sop_uid = ? AND damaged = 0");
        query.setString(1, veil.key(sopUid));
        try (ResultSet found = query.executeQuery()) {
            return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
        }
    }

    /** Takes an object out of the index; what is left of its file is removed, unless the object takes its place. */
    void forget(String sopUid) throws SQLException {
        PreparedStatement removed =
                statement("INSERT OR IGNORE INTO removed (file) SELECT file FROM instance WHERE sop_uid = ?");
        removed.setString(1, veil.key(sopUid));
        removed.executeUpdate();
        PreparedStatement delete = statement("DELETE FROM instance WHERE sop_uid = ?");
        delete.setString(1, veil.key(sopUid));
        delete.executeUpdate();
    }

    void add(Staged staged) throws SQLException {
        ObjectRecord object = staged.object();
        Patient patient = patient(object);
        KnownStudy study = study(object.study(), patient);
        compare(study, patient);
        used.add(study.id());
        long seriesId = series(study.id(), object.series());
        PreparedStatement insert = statement("""
                INSERT INTO instance (series_id, sop_uid, sop_class, transfer_syntax, number, frames, rows, columns,
                    file, bytes, crc32c, origin, node, settled, hidden)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        insert.setLong(1, seriesId);
        insert.setString(2, veil.key(object.sopUid()));
        insert.setString(3, object.sopClass());
        insert.setString(4, object.transferSyntax());
        set(insert, 5, object.number());
        insert.setInt(6, object.frames());
        insert.setInt(7, object.rows());
        insert.setInt(8, object.columns());
        insert.setString(9, staged.place());
        insert.setLong(10, staged.bytes());
        set(insert, 11, staged.crc32c());
        insert.setInt(12, staged.origin().number());
        insert.setString(13, veil.text(staged.node()));
        insert.setBoolean(14, staged.settled());
        insert.setInt(15, hidden(object, patient));
        insert.executeUpdate();
        touched.add(seriesId);
        if (staged.origin() == Origin.MADE_HERE) {
            new Keeper(connection, veil).hold(List.of(object.sopUid()), MADE_HERE);
        }
        if (object.rejection().isPresent()) {
            RejectionNote note = object.rejection().get();
            withdrawn.addAll(rejections.take(note, object.sopUid(), patient.key()));
            forQuality &= note.level() == RejectionNote.QUALITY;
        }
        PreparedStatement kept = statement("DELETE FROM removed WHERE file = ?");
        kept.setString(1, staged.place());
        kept.executeUpdate();
    }

    private Patient patient(ObjectRecord object) throws SQLException {
        if (changes == null) {
            changes = new PatientChanges(connection, veil).all();
        }
        Patient patient = object.patient();
        for (PatientChange change : changes) {
            patient = change.apply(patient);
        }
        return patient;
    }

    private int hidden(ObjectRecord object, Patient patient) throws SQLException {
        return object.rejection().isPresent()
                ? RejectionNote.NEVER
                : rejections.levelOf(object.sopUid(), patient.key());
    }

    /** What was shown before and is hidden now by a note that came. */
    Withdrawal withdrawal() {
        return new Withdrawal(withdrawn, forQuality);
    }

    /** Brings the counts of the series to what they hold. */
    void finish() throws SQLException, IOException {
        PreparedStatement count = statement(SeriesCounts.UPDATE_ONE);
        for (long id : touched) {
            count.setLong(1, id);
            count.executeUpdate();
        }
        for (long id : used) {
            new Keeper(connection, veil).used(id, now);
        }
    }

    private KnownStudy study(Study study, Patient patient) throws SQLException {
        String key = study.uid() + "\n" + patient.key();
        KnownStudy known = studies.get(key);
        if (known == null) {
            Optional<KnownStudy> stored = findStudy(study.uid(), patient.key());
            known = stored.isPresent() ? stored.get() : insertStudy(study, patient);
        }
        if (!known.described() && !study.description().isEmpty()) {
            describe(known.id(), study.description());
            known = new KnownStudy(known.id(), known.patient(), true);
        }
        studies.put(key, known);
        return known;
    }

    private Optional<KnownStudy> findStudy(String uid, String patientKey) throws SQLException {
        PreparedStatement query = statement("""
                SELECT id, patient_id, issuer, patient_name, birth_date, sex, description
                FROM study WHERE study_uid = ? AND patient_key = ?""");
        query.setString(1, veil.key(uid));
        query.setString(2, veil.key(patientKey));
        try (ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            Patient patient = new Patient(text(row, 2), text(row, 3), text(row, 4), text(row, 5), text(row, 6));
            return Optional.of(
                    new KnownStudy(row.getLong(1), patient, !text(row, 7).isEmpty()));
        }
    }

    private String text(ResultSet row, int column) throws SQLException {
        return veil.open(row.getString(column));
    }

    private KnownStudy insertStudy(Study study, Patient patient) throws SQLException {
        PreparedStatement insert = statement("""
                INSERT INTO study (study_uid, patient_key, patient_id, issuer, patient_name, birth_date, sex, study_date,
                    study_time, accession, description, search_name, search_description, search, added)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        String[] columns = {
            study.uid(),
            patient.key(),
            patient.id(),
            patient.issuer(),
            patient.name(),
            patient.birthDate(),
            patient.sex(),
            study.date(),
            study.time(),
            study.accession(),
            study.description(),
            SearchText.stored(patient.name()),
            SearchText.stored(study.description()),
            SearchText.stored(
                    patient.name(),
                    patient.id(),
                    study.accession(),
                    study.description(),
                    SearchText.dates(study.date()))
        };
        for (int i = 0; i < columns.length; i++) {
            insert.setString(i + 1, i < 2 ? veil.key(columns[i]) : veil.text(columns[i]));
        }
        insert.setLong(columns.length + 1, now);
        insert.executeUpdate();
        long id = lastId();
        markShared(study.uid());
        return new KnownStudy(id, patient, !study.description().isEmpty());
    }

    /** Two patients under one Study Instance UID: both are told. */
    private void markShared(String studyUid) throws SQLException {
        PreparedStatement mark = statement("""
                INSERT OR IGNORE INTO disagreement (study_id, what)
                SELECT id, 'objects with this Study Instance UID name different patients; they are listed apart'
                FROM study WHERE study_uid = ?1 AND (SELECT count(*) FROM study WHERE study_uid = ?1) > 1""");
        mark.setString(1, veil.key(studyUid));
        mark.executeUpdate();
    }

    private void compare(KnownStudy study, Patient patient) throws SQLException {
        Patient first = study.patient();
        if (first.equals(patient)) {
            return;
        }
        if (!first.comparableName().equals(patient.comparableName())) {
            disagree(study.id(), "its objects spell the patient's name (0010,0010) differently");
        }
        if (differ(first.birthDate(), patient.birthDate())) {
            disagree(study.id(), "its objects give different birth dates (0010,0030)");
        }
        if (differ(first.sex(), patient.sex())) {
            disagree(study.id(), "its objects give different sexes (0010,0040)");
        }
        if (differ(first.issuer(), patient.issuer())) {
            disagree(study.id(), "its objects name different issuers of the patient's ID (0010,0021)");
        }
    }

    private static boolean differ(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    private void disagree(long studyId, String what) throws SQLException {
        PreparedStatement insert = statement("INSERT OR IGNORE INTO disagreement (study_id, what) VALUES (?, ?)");
        insert.setLong(1, studyId);
        insert.setString(2, what);
        insert.executeUpdate();
    }

    private void describe(long studyId, String description) throws SQLException {
        PreparedStatement update = statement("""
                UPDATE study SET description = ?, search_description = ?, search = ? WHERE id = ?""");
        update.setString(1, veil.text(description));
        update.setString(2, veil.text(SearchText.stored(description)));
        update.setString(3, veil.text(search(studyId) + SearchText.stored(description)));
        update.setLong(4, studyId);
        update.executeUpdate();
    }

    private String search(long studyId) throws SQLException {
        PreparedStatement query = statement("SELECT search FROM study WHERE id = ?");
        query.setLong(1, studyId);
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? text(row, 1) : "";
        }
    }

    private long series(long studyId, ObjectRecord.Series object) throws SQLException {
        String key = studyId + "\n" + object.uid();
        Long known = series.get(key);
        if (known != null) {
            return known;
        }
        PreparedStatement query = statement("SELECT id FROM series WHERE study_id = ? AND series_uid = ?");
        query.setLong(1, studyId);
        query.setString(2, veil.key(object.uid()));
        long id;
        try (ResultSet row = query.executeQuery()) {
            id = row.next() ? row.getLong(1) : insertSeries(studyId, object);
        }
        series.put(key, id);
        return id;
    }

    private long insertSeries(long studyId, ObjectRecord.Series object) throws SQLException {
        PreparedStatement insert = statement("""
                INSERT INTO series (study_id, series_uid, modality, number, description, body_part)
                VALUES (?, ?, ?, ?, ?, ?)""");
        insert.setLong(1, studyId);
        insert.setString(2, veil.key(object.uid()));
        insert.setString(3, object.modality());
        set(insert, 4, object.number());
        insert.setString(5, veil.text(object.description()));
        insert.setString(6, veil.text(object.bodyPart()));
        insert.executeUpdate();
        return lastId();
    }

    private long lastId() throws SQLException {
        try (ResultSet row = statement("SELECT last_insert_rowid()").executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void set(PreparedStatement statement, int column, OptionalInt number) throws SQLException {
        if (number.isPresent()) {
            statement.setInt(column, number.getAsInt());
        } else {
            statement.setNull(column, Types.INTEGER);
        }
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }
}
