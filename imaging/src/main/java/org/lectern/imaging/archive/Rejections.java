package org.lectern.imaging.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * What rejection notes hide, whichever comes first, the note or what it refers to. A note reaches only objects of its own
 * patient, so that nobody can withdraw another patient's.
 */
record Rejections(Connection connection, Veil veil) {
    /** Notes what a note says and hides it; answers what had been shown until now. */
    Set<String> take(RejectionNote note, String noteUid, String patientKey) throws SQLException {
        Set<String> hidden = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT OR IGNORE INTO rejection (sop_uid, patient_key, note_uid, level) VALUES (?, ?, ?, ?)");
                PreparedStatement hide = connection.prepareStatement("""
                        UPDATE instance SET hidden = ?1 WHERE sop_uid = ?2 AND hidden < ?1 AND ?3 =
                            (SELECT s.patient_key FROM series r JOIN study s ON s.id = r.study_id
                                WHERE r.id = instance.series_id)""")) {
            for (String uid : note.sopUids()) {
                insert.setString(1, veil.key(uid));
                insert.setString(2, veil.key(patientKey));
                insert.setString(3, veil.key(noteUid));
                insert.setInt(4, note.level());
                insert.executeUpdate();
                hide.setInt(1, note.level());
                hide.setString(2, veil.key(uid));
                hide.setString(3, veil.key(patientKey));
                if (hide.executeUpdate() > 0) {
                    hidden.add(uid);
                }
            }
        }
        if (!hidden.isEmpty()) {
            recount();
        }
        return hidden;
    }

    /** How far notes that came before hide an object. */
    int levelOf(String sopUid, String patientKey) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT coalesce(max(level), 0) FROM rejection WHERE sop_uid = ? AND patient_key = ?")) {
            query.setString(1, veil.key(sopUid));
            query.setString(2, veil.key(patientKey));
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private void recount() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(SeriesCounts.UPDATE_ALL)) {
            count.executeUpdate();
        }
    }
}
