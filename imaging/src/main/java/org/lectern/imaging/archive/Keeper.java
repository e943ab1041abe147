package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Pins, holds and times of use in the index; pins also in a file beside it, from which a new index learns them. */
record Keeper(Connection connection, Veil veil) {
    /** One Study Instance UID a line. */
    static final String PINS = "pins";

    void pin(String studyUid, boolean pinned, ObjectStore store) throws SQLException, IOException {
        if (pinned) {
            pin(studyUid);
        } else {
            update("DELETE FROM pin WHERE study_uid = ?", veil.key(studyUid));
        }
        store.disk()
                .write(store.sealed().resolve(PINS), String.join("\n", pins()).getBytes(StandardCharsets.UTF_8));
    }

    private void pin(String studyUid) throws SQLException {
        update("INSERT OR IGNORE INTO pin (study_uid) VALUES (?)", veil.key(studyUid));
    }

    private Set<String> pins() throws SQLException {
        Set<String> uids = new TreeSet<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT study_uid FROM pin");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                uids.add(veil.openKey(row.getString(1)));
            }
        }
        return uids;
    }

    /** Pins what the file says. */
    void takeUpPins(ObjectStore store) throws SQLException, IOException {
        Path file = store.sealed().resolve(PINS);
        if (Files.exists(file)) {
            for (String uid : Files.readString(file).lines().toList()) {
                pin(uid);
            }
        }
    }

    /** Numbers of the studies that are pinned and here. */
    Set<Long> pinned() throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT s.id FROM study s JOIN pin p ON p.study_uid = s.study_uid");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    void hold(Collection<String> sopUids, String sake) throws SQLException {
        for (String uid : sopUids) {
            update("INSERT OR IGNORE INTO hold (sop_uid, sake) VALUES (?, ?)", veil.key(uid), sake);
        }
    }

    void release(Collection<String> sopUids, String sake) throws SQLException {
        for (String uid : sopUids) {
            update("DELETE FROM hold WHERE sop_uid = ? AND sake = ?", veil.key(uid), sake);
        }
    }

    void releaseAll(String sake) throws SQLException {
        update("DELETE FROM hold WHERE sake = ?", sake);
    }

    void used(long studyId, long now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE study SET used = max(used, ?) WHERE id = ?")) {
            update.setLong(1, now);
            update.setLong(2, studyId);
            update.executeUpdate();
        }
    }

    Keeping of(long studyId) throws SQLException {
        Set<Origin> origins = EnumSet.noneOf(Origin.class);
        Set<String> nodes = new TreeSet<>();
        int held = 0;
        boolean pinned = false;
        long last = 0;
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT i.origin, i.node, max(s.used, s.added), sum(EXISTS (SELECT 1 FROM hold WHERE hold.sop_uid = i.sop_uid)),
                    EXISTS (SELECT 1 FROM pin WHERE pin.study_uid = s.study_uid)
                FROM study s JOIN series r ON r.study_id = s.id JOIN instance i ON i.series_id = r.id
                WHERE s.id = ? GROUP BY i.origin, i.node""")) {
            query.setLong(1, studyId);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    origins.add(Origin.of(row.getInt(1)));
                    nodes.add(veil.open(row.getString(2)));
                    last = row.getLong(3);
                    held += row.getInt(4);
                    pinned = row.getBoolean(5);
                }
            }
        }
        nodes.remove("");
        return new Keeping(pinned, held, origins, nodes, Instant.ofEpochMilli(last));
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
