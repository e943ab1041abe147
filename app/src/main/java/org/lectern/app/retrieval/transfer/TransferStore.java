package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lectern.app.retrieval.transfer.SendWork.SentState;
import org.lectern.imaging.archive.Secrecy;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The list of transfers in an SQLite file that only its owner can read. One process has it; a second one keeps its list in
 * memory. A damaged file is set aside. All text in it is as secret as the archive. Safe for several threads; each call is one
 * transaction.
 */
final class TransferStore implements AutoCloseable {
    private static final int BUSY_MILLIS = 5_000;
    private static final String SAVE = """
            INSERT INTO transfer (id, kind, state, priority, position, study_uid, patient_id, issuer, patient_name,
                description, sites, series, committed, objects, total, words, added, ended)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, priority = excluded.priority,
                position = excluded.position, objects = excluded.objects, total = excluded.total,
                words = excluded.words, ended = excluded.ended
            """;

    private final Path file;
    private final Connection connection;
    private final Secrecy secrecy;
    private final Optional<FileChannel> lock;
    private final List<String> notices;

    private TransferStore(
            Path file, Connection connection, Secrecy secrecy, Optional<FileChannel> lock, List<String> notices) {
        this.file = file;
        this.connection = connection;
        this.secrecy = secrecy;
        this.lock = lock;
        this.notices = List.copyOf(notices);
    }

    /** A transfer as it is kept. */
    record Kept(
            long id,
            TransferRequest request,
            State state,
            Priority priority,
            double position,
            int objects,
            OptionalInt total,
            List<String> words,
            Instant added,
            Optional<Instant> ended) {}

    /**
     * Opens the list, made when it is not there.
     *
     * @param secrecy that of the archive
     */
    static TransferStore open(Path file, Secrecy secrecy) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Optional<FileChannel> lock = lock(file);
        if (lock.isEmpty()) {
            return inMemory(file, secrecy);
        }
        List<String> notices = new ArrayList<>();
        try {
            keepToOwner(file);
            if (Files.size(file) > 0 && !isSound(file)) {
                notices.add("The list of transfers was damaged and was set aside as %s; it begins empty"
                        .formatted(setAside(file)));
            }
            bringUpToDate(file);
            if (!isOfArchive(file, secrecy)) {
                notices.add(
                        "The list of transfers was encrypted for another archive and was set aside as %s; it begins empty"
                                .formatted(setAside(file)));
                bringUpToDate(file);
                secrecy.cover(file);
            }
            return new TransferStore(file, connect("jdbc:sqlite:" + file), secrecy, lock, notices);
        } catch (SQLException e) {
            lock.get().close();
            throw explain(file, e);
        } catch (IOException | RuntimeException e) {
            lock.get().close();
            throw e;
        }
    }

    private static String setAside(Path file) throws IOException {
        Path aside = aside(file);
        Files.move(file, aside);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
        keepToOwner(file);
        return String.valueOf(aside.getFileName());
    }

    /** Whether what is in it can be opened with the archive's key. */
    private static boolean isOfArchive(Path file, Secrecy secrecy) throws IOException, SQLException {
        if (!secrecy.cover(file)) {
            return false;
        }
        try (Connection connection = connect("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT kind FROM transfer LIMIT 1")) {
            if (row.next()) {
                secrecy.open(row.getString(1));
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static TransferStore inMemory(Path file, Secrecy secrecy) throws IOException {
        Path own = Files.createTempFile("lectern-transfers", ".sqlite");
        own.toFile().deleteOnExit();
        TransferSchema.migrate(own);
        secrecy.cover(own);
        try {
            return new TransferStore(
                    own,
                    connect("jdbc:sqlite:" + own),
                    secrecy,
                    Optional.empty(),
                    List.of(
                            "Another Lectern keeps the list of transfers (%s); what is begun here is forgotten when this one ends"
                                    .formatted(file.getFileName())));
        } catch (SQLException e) {
            throw explain(own, e);
        }
    }

    private static Optional<FileChannel> lock(Path file) throws IOException {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            return Optional.empty(); // this process has it already
        }
        channel.close();
        return Optional.empty();
    }

    private static void keepToOwner(Path file) throws IOException {
        if (!Files.exists(file)) {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        }
    }

    private static Path aside(Path file) {
        for (int n = 1; ; n++) {
            Path aside = file.resolveSibling(file.getFileName() + ".aside-" + n);
            if (!Files.exists(aside)) {
                return aside;
            }
        }
    }

    private static boolean isSound(Path file) {
        try (Connection connection = connect("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA integrity_check(1)")) {
            return result.next() && "ok".equals(result.getString(1));
        } catch (SQLException e) {
            return false;
        }
    }

    private static void bringUpToDate(Path file) throws IOException, SQLException {
        int version;
        try (Connection connection = connect("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            version = result.next() ? result.getInt(1) : 0;
        }
        if (version > TransferSchema.VERSION) {
            throw new IOException(
                    "The list of transfers (%s) was written by a newer Lectern. Use that version".formatted(file));
        }
        if (version < TransferSchema.VERSION) {
            TransferSchema.migrate(file);
        }
    }

    private static Connection connect(String url) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY); // nothing laid aside on the disk in plain
        return config.createConnection(url);
    }

    /** What had to be repaired or is not kept, one sentence each, for the user. */
    List<String> notices() {
        return notices;
    }

    /** All transfers in the order of their numbers. */
    synchronized List<Kept> load() throws IOException {
        List<Kept> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM transfer ORDER BY id")) {
            while (row.next()) {
                all.add(kept(row));
            }
            return all;
        } catch (SQLException e) {
            throw explain(file, e);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "The list of transfers (%s) holds what this Lectern does not know".formatted(file), e);
        }
    }

    private Kept kept(ResultSet row) throws SQLException, IOException {
        long id = row.getLong("id");
        TransferRequest request = new TransferRequest(
                TransferRequest.Kind.valueOf(text(row, "kind")),
                new Subject(
                        text(row, "study_uid"),
                        text(row, "patient_id"),
                        text(row, "issuer"),
                        text(row, "patient_name"),
                        text(row, "description")),
                lines(text(row, "sites")),
                Priority.valueOf(text(row, "priority")),
                lines(text(row, "series")),
                List.copyOf(files(id).keySet()),
                row.getBoolean("committed"));
        int total = row.getInt("total");
        OptionalInt known = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(total);
        long ended = row.getLong("ended");
        Optional<Instant> end = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended));
        return new Kept(
                id,
                request,
                State.valueOf(text(row, "state")),
                request.priority(),
                row.getDouble("position"),
                row.getInt("objects"),
                known,
                lines(text(row, "words")),
                Instant.ofEpochMilli(row.getLong("added")),
                end);
    }

    private String text(ResultSet row, String column) throws SQLException, IOException {
        return secrecy.open(row.getString(column));
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    /** Keeps these as they are now and forgets those. */
    synchronized void save(Collection<Kept> changed, Collection<Long> removed) throws IOException {
        transaction(() -> {
            try (PreparedStatement save = connection.prepareStatement(SAVE)) {
                for (Kept kept : changed) {
                    bind(save, kept);
                    save.executeUpdate();
                    addFiles(kept);
                }
            }
            try (PreparedStatement remove = connection.prepareStatement("DELETE FROM transfer WHERE id = ?")) {
                for (long id : removed) {
                    remove.setLong(1, id);
                    remove.executeUpdate();
                }
            }
        });
    }

    private void bind(PreparedStatement save, Kept kept) throws SQLException {
        Subject subject = kept.request().subject();
        save.setLong(1, kept.id());
        save.setString(2, secrecy.seal(kept.request().kind().name()));
        save.setString(3, secrecy.seal(kept.state().name()));
        save.setString(4, secrecy.seal(kept.priority().name()));
        save.setDouble(5, kept.position());
        save.setString(6, secrecy.seal(subject.studyUid()));
        save.setString(7, secrecy.seal(subject.patientId()));
        save.setString(8, secrecy.seal(subject.issuer()));
        save.setString(9, secrecy.seal(subject.patientName()));
        save.setString(10, secrecy.seal(subject.description()));
        save.setString(11, secrecy.seal(String.join("\n", kept.request().sites())));
        save.setString(12, secrecy.seal(String.join("\n", kept.request().series())));
        save.setBoolean(13, kept.request().isCommitted());
        save.setInt(14, kept.objects());
        if (kept.total().isPresent()) {
            save.setInt(15, kept.total().getAsInt());
        } else {
            save.setNull(15, Types.INTEGER);
        }
        save.setString(16, secrecy.seal(String.join("\n", kept.words())));
        save.setLong(17, kept.added().toEpochMilli());
        if (kept.ended().isPresent()) {
            save.setLong(18, kept.ended().get().toEpochMilli());
        } else {
            save.setNull(18, Types.INTEGER);
        }
    }

    private void addFiles(Kept kept) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(
                "INSERT OR IGNORE INTO transfer_file (transfer_id, number, file, state) VALUES (?,?,?,?)")) {
            int number = 0;
            for (Path sent : kept.request().files()) {
                add.setLong(1, kept.id());
                add.setInt(2, number++);
                add.setString(3, secrecy.sealEqual(sent.toString()));
                add.setString(4, secrecy.seal(SentState.WAITING.name()));
                add.addBatch();
            }
            if (number > 0) {
                add.executeBatch();
            }
        }
    }

    /** How far each file of a send is, in its order. */
    synchronized Map<Path, SentState> files(long id) throws IOException {
        Map<Path, SentState> files = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT file, state FROM transfer_file WHERE transfer_id = ? ORDER BY number")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    files.put(
                            Path.of(secrecy.openEqual(row.getString(1))),
                            SentState.valueOf(secrecy.open(row.getString(2))));
                }
            }
            return files;
        } catch (SQLException e) {
            throw explain(file, e);
        }
    }

    /** Notes how far these files of a send are. */
    synchronized void mark(long id, Map<Path, SentState> states) throws IOException {
        Map<Path, SentState> marked = new HashMap<>(states);
        if (marked.isEmpty()) {
            return;
        }
        transaction(() -> {
            try (PreparedStatement mark = connection.prepareStatement(
                    "UPDATE transfer_file SET state = ? WHERE transfer_id = ? AND file = ?")) {
                for (Map.Entry<Path, SentState> entry : marked.entrySet()) {
                    mark.setString(1, secrecy.seal(entry.getValue().name()));
                    mark.setLong(2, id);
                    mark.setString(3, secrecy.sealEqual(entry.getKey().toString()));
                    mark.addBatch();
                }
                mark.executeBatch();
            }
        });
    }

    /** Statements of one transaction. */
    private interface Statements {
        void run() throws SQLException;
    }

    private void transaction(Statements statements) throws IOException {
        try {
            connection.setAutoCommit(false);
            try {
                statements.run();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw explain(file, e);
        }
    }

    private static IOException explain(Path file, @Nullable SQLException e) {
        return new IOException(
                "The list of transfers (%s) cannot be kept. Is the disk full or read-only?".formatted(file), e);
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw explain(file, e);
        } finally {
            if (lock.isPresent()) {
                lock.get().close();
            }
        }
    }
}
