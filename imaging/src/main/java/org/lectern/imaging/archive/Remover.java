package org.lectern.imaging.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Takes objects out of the index and leaves their files to be deleted when the transaction has succeeded. */
record Remover(Connection connection, Veil veil) {
    /** Removes what has the UID, looked for as study, series and instance. */
    Removal remove(String uid) throws SQLException {
        for (String condition : List.of("s.study_uid = ?", "r.series_uid = ?", "i.sop_uid = ?")) {
            Removal removal = removeWhere(condition, veil.key(uid));
            if (removal.instances() > 0) {
                return removal;
            }
        }
        return Removal.NOTHING;
    }

    Removal removeStudy(long id) throws SQLException {
        return removeWhere("s.id = ?", Long.toString(id));
    }

    private Removal removeWhere(String condition, String value) throws SQLException {
        String chosen = "FROM instance i JOIN series r ON r.id = i.series_id JOIN study s ON s.id = r.study_id WHERE "
                + condition;
        int instances;
        long bytes;
        try (PreparedStatement count =
                connection.prepareStatement("SELECT count(*), coalesce(sum(i.bytes), 0) " + chosen)) {
            count.setString(1, value);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                instances = row.getInt(1);
                bytes = row.getLong(2);
            }
        }
        update("DELETE FROM hold WHERE sop_uid IN (SELECT i.sop_uid " + chosen + ")", value);
        update("INSERT OR IGNORE INTO removed (file) SELECT i.file " + chosen, value);
        update("DELETE FROM instance WHERE id IN (SELECT i.id " + chosen + ")", value);
        int series = update(
                "DELETE FROM series WHERE NOT EXISTS (SELECT 1 FROM instance WHERE instance.series_id = series.id)");
        if (condition.startsWith("i.")) {
            update(SeriesCounts.UPDATE_ALL);
        }
        int studies =
                update("DELETE FROM study WHERE NOT EXISTS (SELECT 1 FROM series WHERE series.study_id = study.id)");
        return new Removal(studies, series, instances, bytes);
    }

    private int update(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
