package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.lectern.imaging.archive.Arrival.Outcome;
import org.lectern.imaging.part10.DicomFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects on their way into the archive. Until {@link #commit} nothing of them can be seen; after it they are on the
 * medium and in the index. Several threads may add at once.
 *
 * <p>Order of a commit: objects copied and forced to the medium → their future places written to a manifest → within one
 * transaction, moved into place and indexed → manifest gone. Whatever a crash interrupts, {@link Opening} finishes or
 * clears away.
 */
public final class ArchiveBatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveBatch.class);
    static final String MANIFEST = "manifest";

    private final LocalArchive archive;
    private final ObjectStore store;
    private final Transaction transaction;
    private final Path folder;
    private final AtomicInteger counter = new AtomicInteger();
    private final List<Staged> staged = new ArrayList<>();
    private final List<Arrival> settled = new ArrayList<>();
    private boolean isUnsure;

    private record Staged(Path source, Path file, ObjectRecord object, String place, long bytes, OptionalInt crc32c) {
        Arrival as(Outcome outcome) {
            return new Arrival(source, outcome, object.study().uid(), object.sopUid(), bytes, object.notes());
        }
    }

    /** Runs the work of a commit on the index, all or nothing. */
    interface Transaction {
        List<Arrival> run(LocalArchive.Indexing<List<Arrival>> work) throws IOException;
    }

    ArchiveBatch(LocalArchive archive, ObjectStore store) throws IOException {
        this(archive, store, archive::index);
    }

    ArchiveBatch(LocalArchive archive, ObjectStore store, Transaction transaction) throws IOException {
        this.archive = archive;
        this.store = store;
        this.transaction = transaction;
        this.folder = store.incoming().resolve(java.util.UUID.randomUUID().toString());
        store.disk().makeFolder(folder);
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
        stage(new Staged(source, file, object, ObjectStore.place(object), Files.size(file), OptionalInt.empty()));
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
            stage(new Staged(
                    source, copy, object, ObjectStore.place(object), bytes, OptionalInt.of((int) checksum.getValue())));
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
        Outcome outcome = Files.mismatch(file, stored.get()) < 0 ? Outcome.ALREADY_HERE : Outcome.CONFLICT;
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
            String places = String.join("\n", staged.stream().map(Staged::place).toList());
            store.disk().write(folder.resolve(MANIFEST), places.getBytes(StandardCharsets.ISO_8859_1));
            List<Staged> moved = new ArrayList<>();
            try {
                arrivals.addAll(transaction.run(writer -> moveAndIndex(writer, moved)));
            } catch (IOException | RuntimeException e) {
                takeBack(moved);
                throw e;
            }
            for (Staged object : staged) {
                store.disk().delete(object.file()); // what was not moved: objects that were here already
            }
            store.disk().delete(folder.resolve(MANIFEST));
        }
        staged.clear();
        settled.clear();
        archive.changed();
        return arrivals;
    }

    private List<Arrival> moveAndIndex(IndexWriter writer, List<Staged> moved)
            throws IOException, java.sql.SQLException {
        List<Arrival> arrivals = new ArrayList<>();
        Set<Path> folders = new HashSet<>();
        for (Staged object : staged) {
            var stored = writer.placeOf(object.object().sopUid()).map(store::file);
            if (stored.isPresent() && Files.exists(stored.get())) {
                boolean same = Files.mismatch(object.file(), stored.get()) < 0;
                arrivals.add(object.as(same ? Outcome.ALREADY_HERE : Outcome.CONFLICT));
                continue;
            }
            if (stored.isPresent()) {
                writer.forget(object.object().sopUid()); // its file has gone missing
            }
            Path target = store.file(object.place());
            Path parent = java.util.Objects.requireNonNull(target.getParent());
            if (folders.add(parent)) {
                store.disk().makeFolder(parent);
            }
            moved.add(object);
            store.disk().move(object.file(), target);
            writer.add(object.object(), object.place(), object.bytes(), object.crc32c());
            arrivals.add(object.as(Outcome.STORED));
        }
        for (Path parent : folders) {
            store.disk().force(parent);
        }
        writer.finish();
        return arrivals;
    }

    /**
     * Deletes what a failed commit moved, save what the index lists: a commit may fail after it has taken effect. Where
     * the index cannot be asked, files and manifest stay for {@link Opening} to decide.
     */
    private void takeBack(List<Staged> moved) throws IOException {
        staged.removeAll(moved);
        for (Staged object : moved) {
            if (!isListed(object)) {
                store.disk().delete(store.file(object.place()));
            }
        }
    }

    private boolean isListed(Staged object) {
        try {
            return archive.placeOf(object.object().sopUid())
                    .filter(object.place()::equals)
                    .isPresent();
        } catch (IOException e) {
            LOG.warn("archive: the index could not be asked after a failed commit; files stay", e);
            isUnsure = true;
            return true;
        }
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
