package org.lectern.imaging.archive;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives studies up, the longest unused first, until the archive keeps its limits. */
record Evictor(Index index, ObjectStore store, Leases leases) {
    private record Candidate(long studyId, long lastUsed, long bytes) {}

    /** Brings the archive within its limits. */
    Eviction keep(CacheLimits limits, long now) throws IOException {
        long total = bytes();
        long limit = limits.bytes().orElse(Long.MAX_VALUE);
        long target = total > limit ? (long) (limit * limits.lowWater()) : Long.MAX_VALUE;
        long oldest = limits.age().map(age -> now - age.toMillis()).orElse(Long.MIN_VALUE);
        Eviction done = Eviction.NOTHING;
        if (target < Long.MAX_VALUE || limits.age().isPresent()) {
            for (Candidate candidate : candidates(limits.mayGo())) {
                if (total <= target && candidate.lastUsed() >= oldest) {
                    break;
                }
                Removal removal = remove(candidate, limits.mayGo());
                total -= removal.bytes();
                done = and(done, removal);
            }
        }
        return new Eviction(done.studies(), done.instances(), done.bytes(), Math.max(0, total - limit));
    }

    /** Gives studies up until so many bytes are free that were not. */
    Eviction makeRoom(long wanted, Set<Origin> mayGo) throws IOException {
        Eviction done = Eviction.NOTHING;
        for (Candidate candidate : candidates(mayGo)) {
            if (done.bytes() >= wanted) {
                break;
            }
            done = and(done, remove(candidate, mayGo));
        }
        return done;
    }

    private static Eviction and(Eviction before, Removal removal) {
        return new Eviction(
                before.studies() + removal.studies(),
                before.instances() + removal.instances(),
                before.bytes() + removal.bytes(),
                0);
    }

    private Removal remove(Candidate candidate, Set<Origin> mayGo) throws IOException {
        Removal removal = leases.unlessOpen(
                candidate.studyId(),
                () -> index.write(connection -> isCandidate(connection, candidate, mayGo)
                        ? new Remover(connection, index.veil()).removeStudy(candidate.studyId())
                        : Removal.NOTHING),
                Removal.NOTHING);
        if (removal.instances() > 0) {
            Opening.finishRemovals(index, store);
        }
        return removal;
    }

    /** Whether it still may go, asked within the transaction that removes it. */
    private static boolean isCandidate(Connection connection, Candidate candidate, Set<Origin> mayGo)
            throws SQLException {
        return candidates(connection, mayGo).contains(candidate);
    }

    private List<Candidate> candidates(Set<Origin> mayGo) throws IOException {
        return index.read(connection -> candidates(connection, mayGo));
    }

    private static List<Candidate> candidates(Connection connection, Set<Origin> mayGo) throws SQLException {
        String origins =
                mayGo.stream().map(origin -> Integer.toString(origin.number())).collect(Collectors.joining(","));
        try (PreparedStatement query = connection.prepareStatement("""
                        SELECT s.id, max(s.used, s.added) AS last, sum(i.bytes)
                        FROM study s JOIN series r ON r.study_id = s.id JOIN instance i ON i.series_id = r.id
                        WHERE NOT EXISTS (SELECT 1 FROM pin WHERE pin.study_uid = s.study_uid)
                        GROUP BY s.id
                        HAVING sum(i.origin NOT IN (%s)) = 0
                            AND sum(EXISTS (SELECT 1 FROM hold WHERE hold.sop_uid = i.sop_uid)) = 0
                        ORDER BY last, s.id""".formatted(origins));
                ResultSet row = query.executeQuery()) {
            List<Candidate> found = new ArrayList<>();
            while (row.next()) {
                found.add(new Candidate(row.getLong(1), row.getLong(2), row.getLong(3)));
            }
            return found;
        }
    }

    /** Size of all stored files. */
    long bytes() throws IOException {
        return index.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT coalesce(sum(bytes), 0) FROM instance");
                    ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }
}
