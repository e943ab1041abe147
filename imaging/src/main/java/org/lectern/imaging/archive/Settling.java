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

/**
 * Fetched objects are indexed before their bytes are forced to the medium, and marked so. After a power cut such an object
 * may be anything; its checksum tells.
 */
final class Settling {
    private Settling() {}

    private record Unsettled(String sopUid, String place, long bytes, int crc32c) {}

    /** The objects, by their UIDs as they stand in the index, lie on the medium. */
    static void settle(Connection connection, List<String> storedUids) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE instance SET settled = 1 WHERE sop_uid = ?")) {
            for (String uid : storedUids) {
                update.setString(1, uid);
                update.executeUpdate();
            }
        }
    }

    /** Forgets those that are not what came; answers how many. */
    static int check(Index index, ObjectStore store) throws IOException {
        List<Unsettled> marked = index.read(Settling::marked);
        if (marked.isEmpty()) {
            return 0;
        }
        List<String> whole = new ArrayList<>();
        List<Unsettled> lost = new ArrayList<>();
        for (Unsettled object : marked) {
            if (isWhole(object, store.file(object.place()))) {
                store.forceIfThere(object.place());
                whole.add(object.sopUid());
            } else {
                lost.add(object);
            }
        }
        index.write(connection -> {
            settle(connection, whole);
            Remover remover = new Remover(connection, index.veil());
            for (Unsettled object : lost) {
                remover.remove(index.veil().openKey(object.sopUid()));
            }
            return true;
        });
        return lost.size();
    }

    private static boolean isWhole(Unsettled object, Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) == object.bytes() && Checksum.of(file) == object.crc32c();
    }

    private static List<Unsettled> marked(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT sop_uid, file, bytes, crc32c FROM instance WHERE settled = 0");
                ResultSet row = query.executeQuery()) {
            List<Unsettled> found = new ArrayList<>();
            while (row.next()) {
                found.add(new Unsettled(row.getString(1), row.getString(2), row.getLong(3), row.getInt(4)));
            }
            return found;
        }
    }
}
