package org.lectern.imaging.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the archive is opened by somebody who is alone with it: the index is checked and, where it is missing
 * or damaged, built again from the files; what a crash left behind is taken in or cleared away.
 */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final int REBUILD_BATCH = 1000;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final ObjectStore store;
    private final Path indexFile;
    private final long now;
    private final int format;
    private final List<String> notices = new ArrayList<>();

    Opening(ObjectStore store, Path indexFile, int format, long nowMillis) {
        this.format = format;
        this.store = store;
        this.indexFile = indexFile;
        this.now = nowMillis;
    }

    /** What was found and done, one sentence each, for the user. */
    List<String> notices() {
        return notices;
    }

    void makeFolders() throws IOException {
        store.disk().makeFolder(store.folder());
        checkFormat();
        store.disk().makeFolder(store.objects());
        store.disk().makeFolder(store.incoming());
    }

    private void checkFormat() throws IOException {
        int version = Unlocked.format(store.folder());
        if (version > Unlocked.SEALED_FORMAT) {
            throw newer("format", version, Unlocked.SEALED_FORMAT);
        }
        if (version != format) {
            LOG.info("archive: FORMAT file is written");
            Unlocked.writeFormat(store.folder(), format, store.disk());
        }
    }

    /** Refuses an index from a newer program; brings an older one up to date. */
    void bringUpToDate() throws IOException {
        int version = Index.version(indexFile);
        if (version > Schema.VERSION) {
            throw newer("index version", version, Schema.VERSION);
        }
        if (version < Schema.VERSION) {
            Schema.migrate(indexFile);
            LOG.info("archive: index brought from version {} to {}", version, Schema.VERSION);
        }
        if (version == 0 && isSealed()) {
            Index.markSealed(indexFile);
        }
    }

    private boolean isSealed() {
        return format == Unlocked.SEALED_FORMAT;
    }

    private ArchiveException newer(String what, int found, int known) {
        return new ArchiveException(
                "The archive in %s was written by a newer Lectern (%s %d, this one knows %d). Use that version, or set LECTERN_HOME to another folder."
                        .formatted(store.folder(), what, found, known));
    }

    /** Checks the index; answers whether it has to be built again. */
    boolean indexIsUnusable() throws IOException {
        if (!Files.exists(indexFile)) {
            if (hasObjects()) {
                notices.add("The index of the archive was missing.");
                return true;
            }
            return false;
        }
        IndexSeal seal = new IndexSeal(indexFile, store.disk());
        boolean sound = switch (seal.check()) {
            case INTACT -> true;
            case NONE -> Index.isSound(indexFile);
            case BROKEN -> false;
        };
        sound = sound && (Index.isSealed(indexFile) == isSealed() || Index.version(indexFile) == 0);
        if (!sound) {
            notices.add(
                    isSealed()
                            ? "The index of the archive was damaged."
                            : "The index of the archive was damaged; the damaged one is kept as index.damaged.");
        }
        seal.lift();
        return !sound;
    }

    private boolean hasObjects() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(store.objects())) {
            return folders.iterator().hasNext();
        }
    }

    /** Moves the unusable index away; one that may tell something about patients is deleted. */
    void putIndexAside() throws IOException {
        if (isSealed()) {
            store.disk().delete(indexFile);
        } else if (Files.exists(indexFile)) {
            Files.move(indexFile, indexFile.resolveSibling("index.damaged"), StandardCopyOption.REPLACE_EXISTING);
        }
        for (String companion : List.of("-wal", "-shm", "-journal")) {
            store.disk().delete(indexFile.resolveSibling(indexFile.getFileName() + companion));
        }
    }

    /** Lets only the owner read the index, whose companions SQLite makes with the same permissions. */
    void keepIndexToOwner() throws IOException {
        if (!Files.exists(indexFile)) {
            store.disk().create(indexFile);
        }
        for (String companion : List.of("", "-wal", "-shm")) {
            Path file = indexFile.resolveSibling(indexFile.getFileName() + companion);
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view != null && Files.exists(file)) {
                try {
                    view.setPermissions(OWNER_ONLY);
                } catch (FileSystemException e) {
                    LOG.warn("archive: {} keeps its permissions ({})", file.getFileName(), e.getReason());
                }
            }
        }
    }

    /** Fills an empty index from the stored files. */
    void rebuild(Index index) throws IOException {
        int taken = 0;
        List<Path> unreadable = new ArrayList<>();
        List<Path> part = new ArrayList<>();
        try (Stream<Path> files = Files.walk(store.objects())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (ObjectStore.isPlace(store.placeOf(file))) {
                    part.add(file);
                }
                if (part.size() == REBUILD_BATCH) {
                    taken += takeIn(index, part, unreadable);
                    part.clear();
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        taken += takeIn(index, part, unreadable);
        notices.add("It was built again from the %d stored objects.".formatted(taken));
        if (!unreadable.isEmpty()) {
            notices.add("%d stored files could not be read and are not listed; the first is %s."
                    .formatted(unreadable.size(), unreadable.getFirst()));
        }
        LOG.warn("archive: index rebuilt, {} objects, {} unreadable files", taken, unreadable.size());
    }

    private int takeIn(Index index, List<Path> files, List<Path> unreadable) throws IOException {
        return index.write(connection -> {
            int taken = 0;
            try (IndexWriter writer = new IndexWriter(connection, index.veil(), now)) {
                for (Path file : files) {
                    try {
                        ObjectRecord object = ObjectRecord.of(DicomFile.readHeader(file));
                        if (writer.placeOf(object.sopUid()).isEmpty()) {
                            writer.add(atPlace(object, file));
                            taken++;
                        }
                    } catch (IOException e) {
                        unreadable.add(file);
                    }
                }
                writer.finish();
            }
            return taken;
        });
    }

    private Staged atPlace(ObjectRecord object, Path file) throws IOException {
        String place = store.placeOf(file);
        return new Staged(file, file, object, place, Files.size(file), OptionalInt.empty(), Origin.at(place), "", true);
    }

    /** Takes up what users want to keep, into an index that was built again. */
    void takeUpPins(Index index) throws IOException {
        index.write(connection -> {
            new Keeper(connection, index.veil()).takeUpPins(store);
            return true;
        });
    }

    /** Takes up merges and updates of patients that the index does not have. */
    void takeUpPatientChanges(Index index) throws IOException {
        index.write(connection -> {
            new PatientChanges(connection, index.veil()).takeUp(store);
            return true;
        });
    }

    /** Forgets what was fetched just before the power went and did not reach the medium. */
    void checkUnsettled(Index index) throws IOException {
        int lost = Settling.check(index, store);
        if (lost > 0) {
            notices.add("%d objects that were being fetched did not reach the disk; fetch them again.".formatted(lost));
        }
    }

    /**
     * Takes in what an interrupted import had already moved into place, and clears the rest of it away: such objects are
     * whole, since they were on the medium before they were moved.
     */
    void collectOrphans(Index index) throws IOException {
        int taken = 0;
        try (DirectoryStream<Path> batches = Files.newDirectoryStream(store.incoming())) {
            for (Path batch : batches) {
                if (Files.isDirectory(batch)) {
                    taken += takeIn(index, moved(batch), new ArrayList<>());
                    taken += takeInWhole(index, batch);
                    store.discard(batch);
                } else {
                    store.disk().delete(batch);
                }
            }
        }
        if (taken > 0) {
            notices.add("%d objects of an interrupted import were taken in.".formatted(taken));
            LOG.info("archive: {} objects of an interrupted import taken in", taken);
        }
    }

    /** Commits what was received whole, as its sender was told. */
    private int takeInWhole(Index index, Path batch) throws IOException {
        List<Staged> received = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(batch, "*" + ArchiveReceiver.WHOLE)) {
            for (Path file : files) {
                try {
                    received.add(received(file));
                } catch (DicomFormatException e) {
                    LOG.warn("archive: a received file can no longer be read", e);
                }
            }
        }
        if (received.isEmpty()) {
            return 0;
        }
        Commit.Places places =
                uid -> index.read(connection -> new IndexWriter(connection, index.veil(), now).placeOf(uid));
        Commit.Transaction transaction = work -> index.write(connection -> {
            try (IndexWriter writer = new IndexWriter(connection, index.veil(), now)) {
                return work.with(writer);
            }
        });
        return (int) new Commit(places, store, transaction, batch)
                .run(received).stream()
                        .filter(arrival -> arrival.outcome() == Arrival.Outcome.STORED)
                        .count();
    }

    private static Staged received(Path file) throws IOException {
        ObjectRecord object = ObjectRecord.of(DicomFile.readHeader(file));
        return new Staged(
                file,
                file,
                object,
                ObjectStore.place(object, Origin.RECEIVED),
                Files.size(file),
                OptionalInt.of(Checksum.of(file)),
                Origin.RECEIVED,
                "",
                true);
    }

    private List<Path> moved(Path batch) throws IOException {
        Path manifest = batch.resolve(Commit.MANIFEST);
        if (!Files.exists(manifest)) {
            return List.of();
        }
        try (Stream<String> places = Files.lines(manifest, StandardCharsets.ISO_8859_1)) {
            return places.filter(ObjectStore::isPlace)
                    .map(store::file)
                    .filter(Files::exists)
                    .toList();
        }
    }

    /** Deletes the files of removed objects that could not be deleted before. */
    static void finishRemovals(Index index, ObjectStore store) throws IOException {
        index.write(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT file FROM removed");
                    PreparedStatement done = connection.prepareStatement("DELETE FROM removed WHERE file = ?");
                    ResultSet row = query.executeQuery()) {
                List<String> places = new ArrayList<>();
                while (row.next()) {
                    places.add(row.getString(1));
                }
                for (String place : places) {
                    delete(store, place, done);
                }
            }
            return true;
        });
    }

    private static void delete(ObjectStore store, String place, PreparedStatement done) throws SQLException {
        try {
            if (ObjectStore.isPlace(place)) {
                store.delete(place);
            }
            done.setString(1, place);
            done.executeUpdate();
        } catch (IOException e) {
            LOG.warn("archive: a removed file is still in use and is deleted later", e);
        }
    }
}
