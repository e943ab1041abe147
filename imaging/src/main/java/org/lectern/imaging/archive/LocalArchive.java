package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javax.crypto.SecretKey;

/**
 * The local archive: objects as files below one folder, found through an SQLite index that can be built again from them
 * (imaging/docs/archive.md). Several threads and several processes may use it at once.
 *
 * <p>Files and folders can be entered by their owner only, and are encrypted where {@link ArchiveEncryption} says so.
 */
public final class LocalArchive implements AutoCloseable {
    private final Unlocked unlocked;
    private final ObjectStore store;
    private final Index index;
    private final Path indexFile;
    private final ArchiveLock lock;
    private final InstantSource clock;
    private final List<String> notices;
    private final Arriving arriving = new Arriving();
    private final List<Consumer<Withdrawal>> withdrawalListeners = new CopyOnWriteArrayList<>();
    private final Leases leases;
    private volatile CacheLimits limits = CacheLimits.NONE;
    private volatile boolean withRejected;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private LocalArchive(
            Unlocked unlocked, Index index, Path indexFile, Locks locks, InstantSource clock, List<String> notices) {
        this.unlocked = unlocked;
        this.store = unlocked.store();
        this.index = index;
        this.indexFile = indexFile;
        this.lock = locks.users();
        this.leases = locks.leases();
        this.clock = clock;
        this.notices = List.copyOf(notices);
    }

    private record Locks(ArchiveLock users, Leases leases) {}

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
        return open(folder, Optional.empty());
    }

    /**
     * Opens the archive in a folder, encrypted or not ({@link ArchiveEncryption}). An interrupted encryption goes on.
     *
     * @param masterKey the key of 256 bits for AES under which the archive's own key is wrapped; not used by a plain
     *     archive
     * @throws ArchiveException also when the key is missing or another one
     */
    public static LocalArchive open(Path folder, Optional<SecretKey> masterKey) throws IOException {
        return open(folder, masterKey, new LocalDisk(), InstantSource.system());
    }

    static LocalArchive open(Path folder, Disk disk, InstantSource clock) throws IOException {
        return open(folder, Optional.empty(), disk, clock);
    }

    static LocalArchive open(Path folder, Optional<SecretKey> masterKey, Disk disk, InstantSource clock)
            throws IOException {
        Path real = folder.toAbsolutePath().normalize();
        Unlocked unlocked = Unlocked.in(real, masterKey, disk);
        if (unlocked.unfinished().isPresent()) {
            finishConversion(unlocked, real, disk);
            unlocked = Unlocked.in(real, masterKey, disk);
        }
        return open(unlocked, clock);
    }

    private static void finishConversion(Unlocked unlocked, Path folder, Disk disk) throws IOException {
        try (ArchiveLock lock = ArchiveLock.enter(folder)) {
            if (!lock.isAlone()) {
                throw new ArchiveException(
                        "The archive in %s is in use. Close every other Lectern first.".formatted(folder));
            }
            new Conversion(unlocked, folder, disk).finish(done -> {});
        }
    }

    private static LocalArchive open(Unlocked unlocked, InstantSource clock) throws IOException {
        ObjectStore store = unlocked.store();
        Path indexFile = store.folder().resolve("index.sqlite");
        Opening opening = new Opening(store, indexFile, unlocked.format(), clock.millis());
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
            Index index = openIndex(unlocked, indexFile, opening, lock);
            lock.startUsing();
            lock.openDoor();
            Locks locks = new Locks(lock, Leases.in(store.folder()));
            return new LocalArchive(unlocked, index, indexFile, locks, clock, opening.notices());
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Index openIndex(Unlocked unlocked, Path indexFile, Opening opening, ArchiveLock lock)
            throws IOException {
        boolean alone = lock.isAlone();
        boolean rebuild = alone && opening.indexIsUnusable();
        if (rebuild) {
            opening.putIndexAside();
        }
        opening.keepIndexToOwner();
        opening.bringUpToDate();
        Index index = Index.open(indexFile, unlocked.veil());
        try {
            if (rebuild) {
                opening.rebuild(index);
                opening.takeUpPins(index);
            }
            if (alone) {
                opening.takeUpPatientChanges(index);
                opening.checkUnsettled(index);
                opening.collectOrphans(index);
                Opening.finishRemovals(index, unlocked.store());
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

    /** Whether its files are encrypted. */
    public boolean isEncrypted() {
        return unlocked.veil().isSealed();
    }

    /**
     * A folder or file outside the archive, such as that of a study's marks, as a path that is as secret as the archive:
     * what is written through it is encrypted when the archive is. The same path for a plain archive.
     */
    public Path sealed(Path path) {
        return unlocked.over(path);
    }

    /** Keeps values and names of files outside the archive as secret as those within. */
    public Secrecy secrecy() {
        return new Secrecy(unlocked.veil());
    }

    /** What had to be repaired when it was opened, one sentence each, for the user; usually nothing. */
    public List<String> notices() {
        return notices;
    }

    /** The studies that match, newest first. */
    public List<StudyEntry> studies(StudyQuery query) throws IOException {
        return index.read(connection -> reader(connection).studies(query));
    }

    /** The study with the archive's own number. */
    public Optional<StudyEntry> study(long id) throws IOException {
        return index.read(connection -> reader(connection).study(id));
    }

    /** The studies with this UID: more than one when objects of different patients carry it. */
    public List<StudyEntry> studiesWithUid(String studyUid) throws IOException {
        return index.read(connection -> reader(connection).studiesOf(studyUid));
    }

    /** All studies that are surely of the same patient, the given one included, newest first. */
    public List<StudyEntry> studiesOfPatient(StudyEntry study) throws IOException {
        return index.read(connection -> reader(connection).samePatient(study));
    }

    /** The series of a study by number. */
    public List<SeriesEntry> series(StudyEntry study) throws IOException {
        return index.read(connection -> reader(connection).series(study.id()));
    }

    /** The objects of a study, by series and instance number. */
    public List<InstanceEntry> instances(StudyEntry study) throws IOException {
        return index.read(connection -> reader(connection).instances("r.study_id = ?", Long.toString(study.id())));
    }

    /** The objects of a series by instance number. */
    public List<InstanceEntry> instances(SeriesEntry series) throws IOException {
        return index.read(connection -> reader(connection).instances("i.series_id = ?", Long.toString(series.id())));
    }

    /** The object with this SOP Instance UID. */
    public Optional<InstanceEntry> instance(String sopInstanceUid) throws IOException {
        return index.read(connection -> reader(connection).instancesOf(sopInstanceUid)).stream()
                .findFirst();
    }

    /** Starts to take objects in that their user brought. */
    public ArchiveBatch batch() throws IOException {
        return batch(Origin.IMPORTED);
    }

    /** Starts to take objects in. Those made here are held until somebody says that they were {@link #sent}. */
    public ArchiveBatch batch(Origin origin) throws IOException {
        return new ArchiveBatch(this, store, origin);
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
            Settling.settle(connection, sopUids.stream().map(index.veil()::key).toList());
            return true;
        });
    }

    /** Keeps a study while it is open; it counts as used. */
    public StudyLease open(StudyEntry study) throws IOException {
        StudyLease lease = leases.take(study.id());
        try {
            index.write(connection -> {
                new Keeper(connection, index.veil()).used(study.id(), clock.millis());
                return true;
            });
            return lease;
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /** Keeps every object of a study until it is unpinned, whether it is here already or not. */
    public void pin(String studyUid, boolean pinned) throws IOException {
        keep(keeper -> keeper.pin(studyUid, pinned, store));
    }

    /** The numbers ({@link StudyEntry#id}) of the studies that are pinned. */
    public Set<Long> pinned() throws IOException {
        return index.read(connection -> new Keeper(connection, index.veil()).pinned());
    }

    /** Keeps objects for somebody's sake, such as a transfer's, until they are released. */
    public void hold(Collection<String> sopInstanceUids, String sake) throws IOException {
        keep(keeper -> keeper.hold(sopInstanceUids, sake));
    }

    /** They are no longer kept for this sake. */
    public void release(Collection<String> sopInstanceUids, String sake) throws IOException {
        keep(keeper -> keeper.release(sopInstanceUids, sake));
    }

    /** Nothing is kept for this sake any more. */
    public void releaseAll(String sake) throws IOException {
        keep(keeper -> keeper.releaseAll(sake));
    }

    /** Objects that were made here have been sent, and safely stored where that was asked for: they may go now. */
    public void sent(Collection<String> sopInstanceUids) throws IOException {
        release(sopInstanceUids, IndexWriter.MADE_HERE);
    }

    private interface KeepersWork {
        void on(Keeper keeper) throws SQLException, IOException;
    }

    private void keep(KeepersWork work) throws IOException {
        index.write(connection -> {
            work.on(new Keeper(connection, index.veil()));
            return true;
        });
    }

    /** Why a study stays or may go. */
    public Keeping keeping(StudyEntry study) throws IOException {
        return index.read(connection -> new Keeper(connection, index.veil()).of(study.id()));
    }

    /** Sets the limits, for this process; {@link #keepLimits} and receivers keep them. */
    public void setLimits(CacheLimits limits) {
        this.limits = limits;
    }

    /** The limits. */
    public CacheLimits limits() {
        return limits;
    }

    /** Size of all stored objects. */
    public long bytes() throws IOException {
        return evictor().bytes();
    }

    /** Gives studies up until the archive keeps its limits. */
    public Eviction keepLimits() throws IOException {
        return told(evictor().keep(limits, clock.millis()));
    }

    /** Gives studies up until so many bytes were freed, or nothing else may go. */
    public Eviction makeRoom(long bytes) throws IOException {
        return told(evictor().makeRoom(bytes, limits.mayGo()));
    }

    private Eviction told(Eviction eviction) {
        if (eviction.instances() > 0) {
            changed();
        }
        return eviction;
    }

    private Evictor evictor() {
        return new Evictor(index, store, leases);
    }

    /** Shows objects that were rejected for quality, marked so; usually they are hidden. */
    public void showRejected(boolean shown) {
        withRejected = shown;
        changed();
    }

    /** Told, on some thread, when objects that were shown are withdrawn by a rejection note. */
    public void onWithdrawal(Consumer<Withdrawal> listener) {
        withdrawalListeners.add(listener);
    }

    /**
     * One patient turned out to be another one (ADT A40): the studies of the first are listed as the second's. The files
     * stay as they came. Studies of both under one UID become one.
     */
    public void mergePatient(PatientId from, PatientId into) throws IOException {
        if (from.equals(into)) {
            throw new IllegalArgumentException("A patient cannot be merged with itself");
        }
        change(new PatientChange(from, into, "", "", ""));
    }

    /** A patient's demographics were corrected (ADT A08); empty ones stay. */
    public void updatePatient(PatientId patient, String name, Optional<LocalDate> birthDate, String sex)
            throws IOException {
        String day = birthDate.map(DateTimeFormatter.BASIC_ISO_DATE::format).orElse("");
        change(new PatientChange(patient, patient, name, day, sex));
    }

    private void change(PatientChange change) throws IOException {
        index.write(connection -> {
            new PatientChanges(connection, index.veil()).make(change, store);
            return true;
        });
        changed();
    }

    /** Removes the study, series or instance that has this UID, files included. */
    public Removal remove(String uid) throws IOException {
        Removal removal = index.write(connection -> new Remover(connection, index.veil()).remove(uid));
        if (removal.instances() > 0) {
            Opening.finishRemovals(index, store);
            changed();
        }
        return removal;
    }

    /** Removes one study of one patient, files included. */
    public Removal remove(StudyEntry study) throws IOException {
        Removal removal = index.write(connection -> new Remover(connection, index.veil()).removeStudy(study.id()));
        Opening.finishRemovals(index, store);
        changed();
        return removal;
    }

    /**
     * Reads every stored byte and compares it with what came. What is damaged or missing is shown no more, see
     * {@link #damaged}; the same object arriving again takes its place.
     *
     * @param progress told the number of objects read so far
     */
    public Integrity verifyBytes(IntConsumer progress, BooleanSupplier cancelled) throws IOException {
        Integrity found = new DeepCheck(index, store).run(progress, cancelled);
        if (!found.isSound()) {
            changed();
        }
        return found;
    }

    /** Objects that were found damaged or missing, to be fetched again. */
    public List<InstanceEntry> damaged() throws IOException {
        return index.read(connection -> reader(connection).all("i.damaged = 1 AND ?1 = ''", ""));
    }

    /** Compares the index with the files. */
    public Integrity verify() throws IOException {
        List<InstanceEntry> all = index.read(connection -> reader(connection).all("?1 = ''", ""));
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
        return index.read(connection -> place(connection, index.veil().key(sopUid)));
    }

    private static Optional<String> place(Connection connection, String sopUid) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT file FROM instance WHERE sop_uid = ? AND damaged = 0")) {
            query.setString(1, sopUid);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    <T> T index(Indexing<T> work) throws IOException {
        AtomicReference<Withdrawal> withdrawal = new AtomicReference<>(new Withdrawal(Set.of(), true));
        T result = index.write(connection -> {
            try (IndexWriter writer = new IndexWriter(connection, index.veil(), clock.millis())) {
                T done = work.with(writer);
                withdrawal.set(writer.withdrawal());
                return done;
            }
        });
        if (!withdrawal.get().sopInstanceUids().isEmpty()) {
            withdrawalListeners.forEach(listener -> listener.accept(withdrawal.get()));
        }
        return result;
    }

    private IndexReader reader(Connection connection) {
        return new IndexReader(connection, store, withRejected, index.veil());
    }

    /** Closes the index; the last one to close it seals it. */
    @Override
    public void close() throws IOException {
        lock.closeDoor();
        try (lock;
                leases) {
            index.close();
            if (lock.isAlone()) {
                new IndexSeal(indexFile, store.disk()).set();
            }
        }
    }
}
