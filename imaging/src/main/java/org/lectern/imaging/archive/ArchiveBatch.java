package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.lectern.imaging.archive.Arrival.Outcome;
import org.lectern.imaging.part10.DicomFile;

/**
 * Objects on their way into the archive. Until {@link #commit} nothing of them can be seen; after it they are on the
 * medium and in the index. Several threads may add at once.
 *
 * <p>What is added is copied and forced to the medium; {@link Commit} does the rest.
 */
public final class ArchiveBatch implements AutoCloseable {

    private final LocalArchive archive;
    private final ObjectStore store;
    private final Commit.Transaction transaction;
    private final Path folder;
    private final Origin origin;
    private final AtomicInteger counter = new AtomicInteger();
    private final List<Staged> staged = new ArrayList<>();
    private final List<Arrival> settled = new ArrayList<>();
    private boolean isUnsure;

    ArchiveBatch(LocalArchive archive, ObjectStore store, Origin origin) throws IOException {
        this(archive, store, origin, archive::index);
    }

    ArchiveBatch(LocalArchive archive, ObjectStore store, Origin origin, Commit.Transaction transaction)
            throws IOException {
        this.origin = origin;
        this.archive = archive;
        this.store = store;
        this.transaction = transaction;
        this.folder = store.newIncoming();
    }

    /**
     * Copies a file in. An object that the archive has already is compared, not copied.
     *
     * @throws org.lectern.imaging.part10.DicomFormatException when it is not DICOM
     * @throws IOException when it cannot be read, or the archive not be written
     */
    public void add(Path file) throws IOException {
        add(DicomFile.readHeader(file));
    }

    /**
     * A new empty file of this batch, for what does not come as a file; {@link #adopt} takes it in, closing the batch
     * deletes it otherwise.
     */
    public Path newFile() throws IOException {
        try {
            return store.disk().create(folder.resolve(counter.incrementAndGet() + ".dcm"));
        } catch (IOException e) {
            throw ArchiveException.notWritable(folder, e);
        }
    }

    /**
     * Takes a file in that {@link #newFile} made and the caller filled.
     *
     * @param source where it came from, for the report
     */
    public void adopt(DicomFile header, Path source) throws IOException {
        Path file = header.path();
        if (!folder.equals(file.getParent())) {
            throw new IllegalArgumentException("not a file of this batch");
        }
        ObjectRecord object = ObjectRecord.of(header);
        if (isSettled(object, file, source)) {
            store.disk().delete(file);
            return;
        }
        store.disk().force(file);
        stage(Staged.safe(origin, source, file, object, Files.size(file), OptionalInt.of(Checksum.of(file))));
    }

    /** Copies a file in whose header has been read. */
    public void add(DicomFile header) throws IOException {
        Path source = header.path();
        ObjectRecord object = ObjectRecord.of(header);
        if (isSettled(object, source, source)) {
            return;
        }
        Path copy = folder.resolve(counter.incrementAndGet() + ".dcm");
        CRC32C checksum = new CRC32C();
        try {
            long bytes = store.disk().copy(source, copy, checksum);
            store.disk().force(copy);
            stage(Staged.safe(origin, source, copy, object, bytes, OptionalInt.of((int) checksum.getValue())));
        } catch (IOException e) {
            store.disk().delete(copy);
            throw e;
        }
    }

    /** Whether the archive has an object of this UID; then it is clear what becomes of this one. */
    private boolean isSettled(ObjectRecord object, Path file, Path source) throws IOException {
        var stored = archive.placeOf(object.sopUid()).map(store::file);
        if (stored.isEmpty() || !Files.exists(stored.get())) {
            return false;
        }
        Outcome outcome = SameObject.likeness(file, stored.get()).imported();
        settle(new Arrival(source, outcome, object.study().uid(), object.sopUid(), Files.size(file), object.notes()));
        return true;
    }

    private synchronized void settle(Arrival arrival) {
        settled.add(arrival);
    }

    private synchronized void stage(Staged object) {
        staged.add(object);
    }

    /** Objects waiting for {@link #commit}. */
    public synchronized int size() {
        return staged.size() + settled.size();
    }

    /** Bytes waiting for {@link #commit}. */
    public synchronized long bytes() {
        return staged.stream().mapToLong(Staged::bytes).sum();
    }

    /**
     * Makes what was added part of the archive, all or nothing, and answers what became of each object. The batch is
     * empty afterwards and can go on.
     */
    public synchronized List<Arrival> commit() throws IOException {
        List<Arrival> arrivals = new ArrayList<>(settled);
        if (!staged.isEmpty()) {
            Commit commit = new Commit(archive::placeOf, store, transaction, folder);
            try {
                arrivals.addAll(commit.run(staged));
            } catch (IOException | RuntimeException e) {
                staged.removeAll(commit.lost());
                isUnsure |= commit.isUnsure();
                throw e;
            }
        }
        staged.clear();
        settled.clear();
        archive.changed();
        return arrivals;
    }

    /** Forgets what was not committed. */
    @Override
    public synchronized void close() throws IOException {
        staged.clear();
        settled.clear();
        if (!isUnsure) {
            store.discard(folder);
        }
    }
}
