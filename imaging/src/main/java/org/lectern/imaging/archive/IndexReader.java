package org.lectern.imaging.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Questions to the index.
 *
 * @param veil how values stand in the index
 * @param withRejected whether objects that were rejected for quality are shown
 */
record IndexReader(Connection connection, ObjectStore store, boolean withRejected, Veil veil) {

    private static final Pattern COLUMNS =
            Pattern.compile("\\b[sp]\\.(patient_id|patient_name|birth_date|issuer|search_name)\\b");

    private int level() {
        return withRejected ? RejectionNote.QUALITY : 0;
    }

    private String newest() {
        return " GROUP BY s.id ORDER BY %s DESC, %s DESC, s.id DESC"
                .formatted(veil.sql("s.study_date"), veil.sql("s.study_time"));
    }

    private String study() {
        return """
            SELECT s.id, s.study_uid, s.patient_name, s.patient_id, s.issuer, s.birth_date, s.sex, s.study_date,
                s.study_time, s.accession, s.description, s.added,
                group_concat(r.modality), count(r.id), coalesce(sum(r.instances + %1$d * r.rejected), 0), coalesce(sum(r.bytes), 0),
                (SELECT group_concat(what, char(10)) FROM disagreement d WHERE d.study_id = s.id)
            FROM study s JOIN series r ON r.study_id = s.id AND r.instances + %1$d * r.rejected > 0
            """.formatted(level());
    }

    List<StudyEntry> studies(StudyQuery query) throws SQLException {
        List<String> terms = new ArrayList<>();
        List<String> values = new ArrayList<>();
        String date = veil.sql("s.study_date");
        words(query.text(), veil.sql("s.search"), terms, values);
        words(query.patientName(), veil.sql("s.search_name"), terms, values);
        words(query.description(), veil.sql("s.search_description"), terms, values);
        exact(query.patientId(), veil.sql("s.patient_id"), terms, values);
        exact(query.accession(), veil.sql("s.accession"), terms, values);
        query.from().ifPresent(day -> term(date + " >= ?", da(day), terms, values));
        query.to().ifPresent(day -> term(date + " <> '' AND " + date + " <= ?", da(day), terms, values));
        if (!query.modalities().isEmpty()) {
            String marks = String.join(
                    ",", java.util.Collections.nCopies(query.modalities().size(), "?"));
            terms.add("EXISTS (SELECT 1 FROM series m WHERE m.study_id = s.id AND m.modality IN (" + marks + "))");
            values.addAll(query.modalities());
        }
        String where = terms.isEmpty() ? "" : "WHERE " + String.join(" AND ", terms);
        return studies(where + newest() + " LIMIT " + query.limit(), values.toArray(String[]::new));
    }

    private static void words(String text, String column, List<String> terms, List<String> values) {
        for (String word : SearchText.words(text)) {
            term("instr(" + column + ", ?) > 0", word, terms, values);
        }
    }

    private static void exact(String text, String column, List<String> terms, List<String> values) {
        if (!text.isBlank()) {
            term(column + " = ? COLLATE NOCASE", text.strip(), terms, values);
        }
    }

    private static void term(String condition, String value, List<String> terms, List<String> values) {
        terms.add(condition);
        values.add(value);
    }

    Optional<StudyEntry> study(long id) throws SQLException {
        return studies("WHERE s.id = ?" + newest(), Long.toString(id)).stream().findFirst();
    }

    List<StudyEntry> studiesOf(String studyUid) throws SQLException {
        return studies("WHERE s.study_uid = ?" + newest(), veil.key(studyUid));
    }

    /**
     * The same ID with nothing that speaks against it: another birth date, another issuer, or no date and another name.
     * Without an ID, name and birth date must both be there.
     */
    List<StudyEntry> samePatient(StudyEntry study) throws SQLException {
        String same = """
                JOIN study p ON p.id = ? AND s.patient_key = p.patient_key
                    AND (s.id = p.id OR p.patient_id <> '' OR (p.patient_name <> '' AND p.birth_date <> ''))
                    AND (s.issuer = p.issuer OR s.issuer = '' OR p.issuer = '')
                    AND (s.birth_date = p.birth_date OR s.birth_date = '' OR p.birth_date = '')
                    AND (s.search_name = p.search_name OR (s.birth_date <> '' AND p.birth_date <> ''))
                """;
        return studies(opened(same) + newest(), Long.toString(study.id()));
    }

    private String opened(String sql) {
        return veil.isSealed() ? COLUMNS.matcher(sql).replaceAll(column -> veil.sql(column.group())) : sql;
    }

    private List<StudyEntry> studies(String rest, String... values) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(study() + rest)) {
            for (int i = 0; i < values.length; i++) {
                query.setString(i + 1, values[i]);
            }
            List<StudyEntry> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(study(row));
                }
            }
            return found;
        }
    }

    private StudyEntry study(ResultSet row) throws SQLException {
        PatientEntry patient =
                new PatientEntry(text(row, 3), text(row, 4), text(row, 5), date(text(row, 6)), text(row, 7));
        return new StudyEntry(
                row.getLong(1),
                veil.openKey(row.getString(2)),
                patient,
                date(text(row, 8)),
                time(text(row, 9)),
                text(row, 10),
                text(row, 11),
                split(row.getString(13), ","),
                row.getInt(14),
                row.getInt(15),
                row.getLong(16),
                Instant.ofEpochMilli(row.getLong(12)),
                split(row.getString(17), "\n"));
    }

    private static List<String> split(@org.jspecify.annotations.Nullable String joined, String separator) {
        if (joined == null) {
            return List.of();
        }
        TreeSet<String> parts = new TreeSet<>(Arrays.asList(joined.split(separator)));
        parts.remove("");
        return List.copyOf(parts);
    }

    List<SeriesEntry> series(long studyId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT id, study_id, series_uid, modality, number, description, body_part,
                    instances + %1$d * rejected, bytes
                FROM series WHERE study_id = ? AND instances + %1$d * rejected > 0
                ORDER BY number IS NULL, number, id""".formatted(level()))) {
            query.setLong(1, studyId);
            List<SeriesEntry> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new SeriesEntry(
                            row.getLong(1),
                            row.getLong(2),
                            veil.openKey(row.getString(3)),
                            row.getString(4),
                            number(row, 5),
                            text(row, 6),
                            text(row, 7),
                            row.getInt(8),
                            row.getLong(9)));
                }
            }
            return found;
        }
    }

    List<InstanceEntry> instancesOf(String sopUid) throws SQLException {
        return instances("i.sop_uid = ?", veil.key(sopUid));
    }

    /** Those that are shown. */
    List<InstanceEntry> instances(String condition, String value) throws SQLException {
        return all(condition + " AND i.damaged = 0 AND i.hidden <= " + level(), value);
    }

    /** Hidden and damaged ones too. */
    List<InstanceEntry> all(String condition, String value) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT i.id, i.series_id, i.sop_uid, i.sop_class, i.transfer_syntax, i.number, i.frames, i.rows,
                    i.columns, i.file, i.bytes, i.origin, i.hidden
                FROM instance i JOIN series r ON r.id = i.series_id WHERE %s
                ORDER BY r.number IS NULL, r.number, r.id, i.number IS NULL, i.number, i.id""".formatted(condition))) {
            query.setString(1, value);
            List<InstanceEntry> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(instance(row));
                }
            }
            return found;
        }
    }

    private InstanceEntry instance(ResultSet row) throws SQLException {
        return new InstanceEntry(
                row.getLong(1),
                row.getLong(2),
                veil.openKey(row.getString(3)),
                row.getString(4),
                row.getString(5),
                number(row, 6),
                row.getInt(7),
                row.getInt(8),
                row.getInt(9),
                store.file(row.getString(10)),
                row.getLong(11),
                Origin.of(row.getInt(12)),
                row.getInt(13) > 0);
    }

    private String text(ResultSet row, int column) throws SQLException {
        return veil.open(row.getString(column));
    }

    private static OptionalInt number(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static String da(LocalDate day) {
        return day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static Optional<LocalDate> date(String da) {
        try {
            String digits = da.replace(".", "").replace("-", "");
            return digits.length() == 8
                    ? Optional.of(LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // irregular dates stay in the file, the list shows none
        }
    }

    private static Optional<LocalTime> time(String tm) {
        String digits = tm.replace(":", "");
        try {
            return switch (Math.min(digits.length(), 6)) {
                case 4, 5 -> Optional.of(LocalTime.of(two(digits, 0), two(digits, 2)));
                case 6 -> Optional.of(LocalTime.of(two(digits, 0), two(digits, 2), Math.min(59, two(digits, 4))));
                default -> Optional.empty();
            };
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static int two(String digits, int at) {
        return Integer.parseInt(digits, at, at + 2, 10);
    }
}
