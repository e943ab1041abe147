package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite file: one connection for reading, one for writing, each used by one thread at a time. Write-ahead logging
 * lets readers go on while somebody writes; a second process waits for its turn up to {@link #BUSY_MILLIS}.
 */
final class Index implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Index.class);
    private static final int BUSY_MILLIS = 20_000;
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final Path file;
    private final Veil veil;
    private final Connection reading;
    private final Connection writing;
    private final ReentrantLock readLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();

    private Index(Path file, Veil veil, Connection reading, Connection writing) {
        this.file = file;
        this.veil = veil;
        this.reading = reading;
        this.writing = writing;
    }

    /** Work on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException, IOException;
    }

    static Index open(Path file, Veil veil) throws ArchiveException {
        try {
            Connection writing = connect(file);
            try {
                veil.register(writing);
                Connection reading = connect(file);
                veil.register(reading);
                return new Index(file, veil, reading, writing);
            } catch (SQLException e) {
                writing.close();
                throw e;
            }
        } catch (SQLException e) {
            throw explain(file, e);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL); // a commit that was told to a sender survives a power cut
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY); // nothing laid aside on the disk in plain
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** How values stand in it. */
    Veil veil() {
        return veil;
    }

    /** Whether its values are sealed. */
    static boolean isSealed(Path file) throws ArchiveException {
        return pragma(file, "application_id") == Veil.SEALED_ID;
    }

    <T> T read(Work<T> work) throws IOException {
        readLock.lock();
        try {
            return work.on(reading);
        } catch (SQLException e) {
            throw explain(file, e);
        } finally {
            readLock.unlock();
        }
    }

    /**
     * Runs work in one transaction that no other process shares; undone when the work fails. Begun and ended by hand: the
     * driver's own commit begins the next transaction at once and would keep every other process waiting.
     */
    <T> T write(Work<T> work) throws IOException {
        writeLock.lock();
        try (Statement transaction = writing.createStatement()) {
            transaction.execute("BEGIN IMMEDIATE");
            boolean done = false;
            try {
                T result = work.on(writing);
                transaction.execute("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) {
                    undo(transaction);
                }
            }
        } catch (SQLException e) {
            throw explain(file, e);
        } finally {
            writeLock.unlock();
        }
    }

    private static void undo(Statement transaction) {
        try {
            transaction.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("nothing to roll back: SQLite has done it already", e);
        }
    }

    /** The schema's version: 0 for an empty file. */
    static int version(Path file) throws ArchiveException {
        return (int) pragma(file, "user_version");
    }

    /** Whether the file is there, begins as SQLite files do, and its pages hang together. */
    static boolean isSound(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            if (!java.util.Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                return false;
            }
        }
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            return result.next() && "ok".equals(result.getString(1));
        } catch (SQLException e) {
            if (isDamage(e)) {
                return false;
            }
            throw explain(file, e);
        }
    }

    /** Writes the file anew, so that nothing of values that were replaced stays in it. */
    void rewrite() throws IOException {
        writeLock.lock();
        try (Statement statement = writing.createStatement()) {
            statement.execute("VACUUM");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw explain(file, e);
        } finally {
            writeLock.unlock();
        }
    }

    /** Marks a new index as one whose values are sealed. */
    static void markSealed(Path file) throws ArchiveException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA application_id = " + Veil.SEALED_ID);
        } catch (SQLException e) {
            throw explain(file, e);
        }
    }

    /** A number that changes when another process has changed the index. */
    long changes() throws IOException {
        return read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("PRAGMA data_version")) {
                return result.next() ? result.getLong(1) : 0;
            }
        });
    }

    private static long pragma(Path file, String name) throws ArchiveException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA " + name)) {
            return result.next() ? result.getLong(1) : 0;
        } catch (SQLException e) {
            throw explain(file, e);
        }
    }

    static boolean isDamage(SQLException e) {
        return e instanceof SQLDataException
                || e instanceof SQLiteException sqlite
                        && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT
                                || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                                || sqlite.getResultCode().name().startsWith("SQLITE_CORRUPT"));
    }

    private static ArchiveException explain(Path file, SQLException e) {
        String code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : "";
        String what = switch (code) {
            case "SQLITE_FULL" -> "The disk with the archive's index (%s) is full. Free some space.";
            case "SQLITE_BUSY" -> "Another program keeps the archive's index (%s) busy. Try again.";
            case "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_READONLY_DBMOVED", "SQLITE_PERM" ->
                "The archive's index (%s) cannot be opened for writing. Check the folder's permissions.";
            default ->
                isDamage(e)
                        ? "The archive's index (%s) is damaged. Start Lectern again: it is rebuilt from the files."
                        : "The archive's index (%s) failed (" + code + "). Start Lectern again.";
        };
        return new ArchiveException(what.formatted(file), e);
    }

    @Override
    public void close() throws IOException {
        readLock.lock();
        writeLock.lock();
        try (reading;
                writing) {
            LOG.debug("index closes");
        } catch (SQLException e) {
            throw explain(file, e);
        } finally {
            writeLock.unlock();
            readLock.unlock();
        }
    }
}
