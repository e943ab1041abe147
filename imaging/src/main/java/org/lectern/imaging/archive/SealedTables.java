package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An SQLite file beside the archive, such as the list of transfers: all text in its tables is sealed, that of indexed
 * columns so that it can be compared. The schema says which those are, so that nobody has to list them here too.
 */
record SealedTables(Path file, Veil veil) {
    /** Whether it has been sealed, with whatever key. */
    static boolean isSealed(Path file) throws ArchiveException {
        return Index.isSealed(file);
    }

    /** Seals or opens the text in one transaction and writes the file anew; goes on where it was interrupted. */
    void convert(boolean seals) throws IOException {
        boolean isDone = isSealed(file) == seals;
        try (Index open = Index.open(file, veil)) {
            if (!isDone) {
                open.write(connection -> {
                    for (String table : names(
                            connection,
                            "SELECT name FROM sqlite_master WHERE type = 'table'"
                                    + " AND name NOT LIKE 'sqlite@_%' ESCAPE '@' AND name NOT LIKE 'flyway@_%' ESCAPE '@'")) {
                        convert(connection, table, seals);
                    }
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("PRAGMA application_id = " + (seals ? Veil.SEALED_ID : 0));
                    }
                    return true;
                });
            }
            open.rewrite();
        }
    }

    private static void convert(Connection connection, String table, boolean seals) throws SQLException {
        Set<String> compared = new HashSet<>(names(
                connection,
                "SELECT i.name FROM pragma_index_list(?) l JOIN pragma_index_info(l.name) i WHERE i.name IS NOT NULL",
                table));
        List<String> changes = new ArrayList<>();
        for (String column :
                names(connection, "SELECT name FROM pragma_table_info(?) WHERE upper(type) = 'TEXT'", table)) {
            String text = seals ? Veil.SEAL : Veil.OPEN;
            String key = seals ? Veil.SEAL_KEY : Veil.OPEN_KEY;
            changes.add("%1$s = CASE WHEN %1$s IS NULL THEN NULL ELSE %2$s(%1$s) END"
                    .formatted(quoted(column), compared.contains(column) ? key : text));
        }
        if (!changes.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE %s SET %s".formatted(quoted(table), String.join(", ", changes)));
            }
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static List<String> names(Connection connection, String query, String... arguments) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }
}
