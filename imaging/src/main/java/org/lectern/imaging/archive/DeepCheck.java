package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Reads every stored byte and compares checksums; what is not as it came is marked and shown no more. */
record DeepCheck(Index index, ObjectStore store) {
    private record Stored(long id, String place, long bytes, OptionalInt crc32c) {}

    private enum Verdict {
        SOUND,
        MISSING,
        CHANGED
    }

    Integrity run(IntConsumer progress, BooleanSupplier cancelled) throws IOException {
        int missing = 0;
        int changed = 0;
        long bytes = 0;
        int done = 0;
        for (Stored object : all()) {
            if (cancelled.getAsBoolean()) {
                break;
            }
            Verdict verdict = check(object);
            missing += verdict == Verdict.MISSING ? 1 : 0;
            changed += verdict == Verdict.CHANGED ? 1 : 0;
            bytes += object.bytes();
            done++;
            progress.accept(done);
        }
        return new Integrity(done, bytes, missing, changed);
    }

    private Verdict check(Stored object) throws IOException {
        Path file = store.file(object.place());
        Verdict verdict = Verdict.CHANGED;
        OptionalInt found = OptionalInt.empty();
        try {
            if (Files.size(file) == object.bytes()) {
                found = OptionalInt.of(Checksum.of(file));
                verdict = object.crc32c().isEmpty() || object.crc32c().equals(found) ? Verdict.SOUND : Verdict.CHANGED;
            }
        } catch (NoSuchFileException e) {
            verdict = Verdict.MISSING;
        } catch (IOException e) {
            verdict = Verdict.CHANGED; // the medium, or the seal of an encrypted file, says so
        }
        if (verdict != Verdict.SOUND) {
            update("UPDATE instance SET damaged = 1 WHERE id = ? AND ? IS NOT NULL", object.id(), 0);
        } else if (object.crc32c().isEmpty()) {
            update("UPDATE instance SET crc32c = ?2 WHERE id = ?1", object.id(), found.orElseThrow());
        }
        return verdict;
    }

    private void update(String sql, long id, int value) throws IOException {
        index.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql);
                    PreparedStatement count = connection.prepareStatement(SeriesCounts.UPDATE_ALL
                            + "WHERE id = (SELECT series_id FROM instance WHERE instance.id = ?)")) {
                update.setLong(1, id);
                update.setInt(2, value);
                update.executeUpdate();
                count.setLong(1, id);
                return count.executeUpdate();
            }
        });
    }

    private List<Stored> all() throws IOException {
        return index.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                            "SELECT id, file, bytes, crc32c FROM instance WHERE damaged = 0 ORDER BY id");
                    ResultSet row = query.executeQuery()) {
                List<Stored> found = new ArrayList<>();
                while (row.next()) {
                    int crc = row.getInt(4);
                    boolean isUnknown = row.wasNull();
                    found.add(new Stored(
                            row.getLong(1),
                            row.getString(2),
                            row.getLong(3),
                            isUnknown ? OptionalInt.empty() : OptionalInt.of(crc)));
                }
                return found;
            }
        });
    }
}
