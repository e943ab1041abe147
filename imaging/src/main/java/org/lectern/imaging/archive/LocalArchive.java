package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * The local archive: objects as files below one folder, found through an SQLite index that can be built again from them
 * (imaging/docs/archive.md). Several threads and several processes may use it at once.
 *
 * <p>Files and folders can be entered by their owner only. They are not encrypted.
 */
public final class LocalArchive implements AutoCloseable {
    private final ObjectStore store;
    private final Index index;
    private final Path indexFile;
    private final ArchiveLock lock;
    private final InstantSource clock;
    private final List<String> notices;
    private final Arriving arriving = new Arriving();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private LocalArchive(
            ObjectStore store,
            Index index,
            Path indexFile,
            ArchiveLock lock,
            InstantSource clock,
            List<String> notices) {
        this.store = store;
        this.index = index;
        this.indexFile = indexFile;
        this.lock = lock;
        this.clock = clock;
        this.notices = List.copyOf(notices);
    }

    /** Work with an index writer inside a transaction. */
    interface Indexing<T> {
        T with(IndexWriter writer) throws SQLException, IOException;
    }

    /**
     * Opens the archive in a folder, which is made when it is not there. A damaged index is built again, an interrupted
     * import cleared up, see {@link #notices}.
     *
     * @throws ArchiveException when it was written by a newer program or cannot be used, in words for the user
     */
    public static LocalArchive open(Path folder) throws IOException {
        return open(folder, new LocalDisk(), InstantSource.system());
    }

    static LocalArchive open(Path folder, Disk disk, InstantSource clock) throws IOException {
        ObjectStore store = new ObjectStore(folder.toAbsolutePath().normalize(), disk);
        Path indexFile = store.folder().resolve("index.sqlite");
        Opening opening = new Opening(store, indexFile, clock.millis());
        try {
            opening.makeFolders();
        } catch (java.nio.file.FileSystemException e) {
            throw new ArchiveException(
                    "The archive cannot be kept in %s (%s). Set LECTERN_HOME to a folder that can be written to."
                            .formatted(store.folder(), e.getClass().getSimpleName()),
                    e);
        }
        ArchiveLock lock = ArchiveLock.enter(store.folder());
        try {
            Index index = openIndex(store, indexFile, opening, lock);
            lock.startUsing();
            lock.openDoor();
            return new LocalArchive(store, index, indexFile, lock, clock, opening.notices());
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Index openIndex(ObjectStore store, Path indexFile, Opening opening, ArchiveLock lock)
            throws IOException {
        boolean alone = lock.isAlone();
        boolean rebuild = alone && opening.indexIsUnusable();
        if (rebuild) {
            opening.putIndexAside();
        }
        opening.keepIndexToOwner();
        opening.bringUpToDate();
        Index index = Index.open(indexFile);
        try {
            if (rebuild) {
                opening.rebuild(index);
            }
            if (alone) {
                opening.checkUnsettled(index);
                opening.collectOrphans(index);
                Opening.finishRemovals(index, store);
            }
            return index;
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    /** Where the archive lies. */
    public Path folder() {
        return store.folder();
    }

    /** What had to be repaired when it was opened, one sentence each, for the user; usually nothing. */
    public List<String> notices() {
        return notices;
    }

    /** The studies that match, newest first. */
    public List<StudyEntry> studies(StudyQuery query) throws IOException {
        return index.read(connection -> new IndexReader(connection, store).studies(query));
    }

    /** The study with the archive's own number. */
    public Optional<StudyEntry> study(long id) throws IOException {
        return index.read(connection -> new IndexReader(connection, store).study(id));
    }

    /** The studies with this UID: more than one when objects of different patients carry it. */
    public List<StudyEntry> studiesWithUid(String studyUid) throws IOException {
        return index.read(connection -> new IndexReader(connection, store).studiesOf(studyUid));
    }

    /** All studies that are surely of the same patient, the given one included, newest first. */
    public List<StudyEntry> studiesOfPatient(StudyEntry study) throws IOException {
        return index.read(connection -> new IndexReader(connection, store).samePatient(study));
    }

    /** The series of a study by number. */
    public List<SeriesEntry> series(StudyEntry study) throws IOException {
        return index.read(connection -> new IndexReader(connection, store).series(study.id()));
    }

    /** The objects of a study, by series and instance number. */
    public List<InstanceEntry> instances(StudyEntry study) throws IOException {
        return index.read(connection ->
                new IndexReader(connection, store).instances("r.study_id = ?", Long.toString(study.id())));
    }

    /** The objects of a series by instance number. */
    public List<InstanceEntry> instances(SeriesEntry series) throws IOException {
        return index.read(connection ->
                new IndexReader(connection, store).instances("i.series_id = ?", Long.toString(series.id())));
    }

    /** The object with this SOP Instance UID. */
    public Optional<InstanceEntry> instance(String sopInstanceUid) throws IOException {
        return index
                .read(connection -> new IndexReader(connection, store).instances("i.sop_uid = ?", sopInstanceUid))
                .stream()
                .findFirst();
    }

    /** Starts to take objects in. */
    public ArchiveBatch batch() throws IOException {
        return new ArchiveBatch(this, store);
    }

    /**
     * Starts to take objects in that arrive over the network.
     *
     * @param io runs the commits, one task at a time
     */
    public ArchiveReceiver receive(ArchiveReceiver.Promise promise, Executor io) throws IOException {
        return new ArchiveReceiver(this, store, promise, io);
    }

    Arriving arriving() {
        return arriving;
    }

    /** Notes that objects lie on the medium. */
    void settle(List<String> sopUids) throws IOException {
        index.write(connection -> {
            Settling.settle(connection, sopUids);
            return true;
        });
    }

    /** Removes the study, series or instance that has this UID, files included. */
    public Removal remove(String uid) throws IOException {
        Removal removal = index.write(connection -> new Remover(connection).remove(uid));
        if (removal.instances() > 0) {
            Opening.finishRemovals(index, store);
            changed();
        }
        return removal;
    }

    /** Removes one study of one patient, files included. */
    public Removal remove(StudyEntry study) throws IOException {
        Removal removal = index.write(connection -> new Remover(connection).removeStudy(study.id()));
        Opening.finishRemovals(index, store);
        changed();
        return removal;
    }

    /** Compares the index with the files. */
    public Integrity verify() throws IOException {
        List<InstanceEntry> all = index.read(connection -> new IndexReader(connection, store).instances("?1 = ''", ""));
        int missing = 0;
        int changed = 0;
        long bytes = 0;
        for (InstanceEntry instance : all) {
            bytes += instance.bytes();
            if (!Files.isRegularFile(instance.file())) {
                missing++;
            } else if (Files.size(instance.file()) != instance.bytes()) {
                changed++;
            }
        }
        return new Integrity(all.size(), bytes, missing, changed);
    }

    /** Runs on some thread after each change that this process made. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** A number that differs from the last answer when another process has changed the archive. */
    public long changesByOthers() throws IOException {
        return index.changes();
    }

    void changed() {
        listeners.forEach(Runnable::run);
    }

    Optional<String> placeOf(String sopUid) throws IOException {
        return index.read(connection -> place(connection, sopUid));
    }

    private static Optional<String> place(Connection connection, String sopUid) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT file FROM instance WHERE sop_uid = ?")) {
            query.setString(1, sopUid);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    <T> T index(Indexing<T> work) throws IOException {
        return index.write(connection -> {
            try (IndexWriter writer = new IndexWriter(connection, clock.millis())) {
                return work.with(writer);
            }
        });
    }

    /** Closes the index; the last one to close it seals it. */
    @Override
    public void close() throws IOException {
        lock.closeDoor();
        try (lock) {
            index.close();
            if (lock.isAlone()) {
                new IndexSeal(indexFile, store.disk()).set();
            }
        }
    }
}
