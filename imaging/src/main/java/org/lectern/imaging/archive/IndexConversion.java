package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Seals the values of an index in one transaction, or opens them, and writes its file anew so that nothing of the old
 * values stays in it. An index that cannot be converted is deleted: it is built again from the files.
 */
record IndexConversion(Path file, Veil veil, Disk disk) {
    private static final Map<String, List<String>> KEYS = Map.of(
            "study", List.of("study_uid", "patient_key"),
            "series", List.of("series_uid"),
            "instance", List.of("sop_uid"),
            "pin", List.of("study_uid"),
            "hold", List.of("sop_uid"),
            "rejection", List.of("sop_uid", "patient_key", "note_uid"));
    private static final Map<String, List<String>> TEXTS = Map.of(
            "study",
            List.of(
                    "patient_id",
                    "issuer",
                    "patient_name",
                    "birth_date",
                    "sex",
                    "study_date",
                    "study_time",
                    "accession",
                    "description",
                    "search",
                    "search_name",
                    "search_description"),
            "series",
            List.of("description", "body_part"),
            "instance",
            List.of("node"),
            "patient_change",
            List.of("from_id", "from_issuer", "to_id", "to_issuer", "name", "birth_date", "sex"));

    void run(boolean seals) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        new IndexSeal(file, disk).lift();
        if (!Index.isSound(file)) {
            discard();
            return;
        }
        if (Index.version(file) < Schema.VERSION) {
            Schema.migrate(file);
        }
        boolean isDone = Index.isSealed(file) == seals;
        try (Index index = Index.open(file, veil)) {
            if (!isDone) {
                index.write(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        convert(statement, seals);
                    }
                    return true;
                });
            }
            index.rewrite();
        } catch (ArchiveException e) {
            if (e.getCause() instanceof SQLException damage && Index.isDamage(damage)) {
                discard();
                return;
            }
            throw e;
        }
    }

    private static void convert(Statement statement, boolean seals) throws SQLException {
        List<String> tables = Stream.concat(KEYS.keySet().stream(), TEXTS.keySet().stream())
                .distinct()
                .toList();
        for (String table : tables) {
            List<String> changes = Stream.concat(
                            changes(KEYS.get(table), seals ? Veil.SEAL_KEY : Veil.OPEN_KEY),
                            changes(TEXTS.get(table), seals ? Veil.SEAL : Veil.OPEN))
                    .toList();
            statement.executeUpdate("UPDATE %s SET %s".formatted(table, String.join(", ", changes)));
        }
        statement.execute("PRAGMA application_id = " + (seals ? Veil.SEALED_ID : 0));
    }

    private static Stream<String> changes(@org.jspecify.annotations.Nullable List<String> columns, String function) {
        return columns == null
                ? Stream.empty()
                : columns.stream().map(column -> "%1$s = %2$s(%1$s)".formatted(column, function));
    }

    private void discard() throws IOException {
        for (String companion : List.of("", "-wal", "-shm", "-journal")) {
            disk.delete(file.resolveSibling(file.getFileName() + companion));
        }
    }
}
