package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomFormatException;

/**
 * Takes objects that arrive over the network into the archive. Safe for several threads.
 *
 * <p>Objects become part of the archive in groups: the first at once, the following about every
 * {@value GroupCommit#INTERVAL_MILLIS} ms, so that images can be shown while the rest arrives. The bytes that a
 * {@linkplain #newFile file} gets must be written from first to last.
 */
public final class ArchiveReceiver implements ObjectSink, AutoCloseable {
    /** How safe an object is when {@link #take} returns. */
    public enum Promise {
        /**
         * It survives the end of the process and of the power: a sender may forget it. It lies on the medium in a form
         * that the next opening of the archive takes in.
         */
        DURABLE,
        /** We asked for it and can ask again: a crash may lose it, but never leaves it damaged. */
        FETCHED
    }

    /** A whole file in the incoming folder that {@link Opening} takes in. */
    static final String WHOLE = ".whole";

    private static final String PART = ".part";
    private static final long LEAST_FREE_BYTES = 64L << 20;

    private final LocalArchive archive;
    private final ObjectStore store;
    private final Promise promise;
    private final Path folder;
    private final GroupCommit commits;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicReference<Reception> reception = new AtomicReference<>(Reception.NOTHING);

    ArchiveReceiver(LocalArchive archive, ObjectStore store, Promise promise, Executor io) throws IOException {
        this.archive = archive;
        this.store = store;
        this.promise = promise;
        this.folder = store.newIncoming();
        this.commits = new GroupCommit(archive, store, folder, io);
    }

    /** What was taken so far. */
    public Reception reception() {
        return reception.get();
    }

    @Override
    public Path newFile() throws IOException {
        try {
            commits.check();
            ensureRoom();
            return store.disk().create(folder.resolve(numbers.incrementAndGet() + PART));
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    /** Gives up what may go when the disk is nearly full. */
    private void ensureRoom() throws IOException {
        long wanted = archive.limits().freeBytes();
        long free = store.disk().freeBytes(folder);
        if (free < wanted) {
            Eviction eviction = archive.makeRoom(wanted - free);
            if (eviction.bytes() == 0 && free < LEAST_FREE_BYTES) {
                throw new ArchiveException(
                        "The disk of the archive is full, and nothing in it may be given up. Free some space.");
            }
        }
    }

    /**
     * Takes a whole file over.
     *
     * @throws NetworkException {@link Problem#PROTOCOL} when it is no DICOM object or not the announced one,
     *     {@link Problem#LOCAL_STORAGE} when it cannot be kept; the file is gone then
     */
    @Override
    public Outcome take(Received received) throws IOException {
        Path file = received.file();
        if (!folder.equals(file.getParent())) {
            throw new IllegalArgumentException("not a file of this receiver");
        }
        boolean done = false;
        try {
            commits.check();
            ObjectRecord object = object(received);
            long bytes = Files.size(file);
            Staged staged = staged(received, object, bytes);
            Outcome outcome = settle(staged);
            reception.updateAndGet(before -> before.and(outcome, bytes));
            done = outcome == Outcome.STORED;
            return outcome;
        } catch (NetworkException e) {
            throw e;
        } catch (IOException e) {
            throw notKept(e);
        } finally {
            if (!done) {
                discard(file);
            }
        }
    }

    private static ObjectRecord object(Received received) throws IOException {
        ObjectRecord object;
        try {
            object = ObjectRecord.of(DicomFile.readHeader(received.file()));
        } catch (DicomFormatException e) {
            throw new NetworkException(
                    Problem.PROTOCOL,
                    "What %s sent is not a readable DICOM object".formatted(received.from()),
                    "Its administrator should look at the object there",
                    e);
        }
        String announced = received.sopInstanceUid();
        if (!announced.isEmpty() && !announced.equals(object.sopUid())) {
            throw new NetworkException(
                    Problem.PROTOCOL,
                    "%s sent another object than it announced: the SOP Instance UIDs differ".formatted(received.from()),
                    "Its administrator should look at the object there");
        }
        return object;
    }

    private Staged staged(Received received, ObjectRecord object, long bytes) throws IOException {
        Path file = received.file();
        boolean durable = promise == Promise.DURABLE;
        Origin origin = durable ? Origin.RECEIVED : Origin.FETCHED;
        return new Staged(
                file,
                durable ? file.resolveSibling(String.valueOf(file.getFileName()).replace(PART, WHOLE)) : file,
                object,
                ObjectStore.place(object, origin),
                bytes,
                OptionalInt.of(Checksum.of(file)),
                origin,
                received.from(),
                durable);
    }

    /** What becomes of an object, and its way into the next group when it is new. */
    private Outcome settle(Staged staged) throws IOException {
        String uid = staged.object().sopUid();
        while (true) {
            Optional<Path> stored = archive.placeOf(uid).map(store::file).filter(Files::exists);
            if (stored.isPresent()) {
                Likeness likeness = SameObject.likeness(staged.source(), stored.get());
                if (likeness == Likeness.SAME && promise == Promise.DURABLE) {
                    store.disk().force(stored.get()); // it may have been fetched a moment ago
                }
                return likeness.received();
            }
            Optional<Staged> before = archive.arriving().announce(uid, staged);
            if (before.isEmpty()) {
                keep(staged);
                return Outcome.STORED;
            }
            try {
                return compared(staged, before.get());
            } catch (NoSuchFileException moved) {
                Thread.onSpinWait(); // on its way from here to there
            }
        }
    }

    private Outcome compared(Staged staged, Staged before) throws IOException {
        Path there = Files.exists(before.file()) ? before.file() : store.file(before.place());
        Likeness likeness = SameObject.likeness(staged.source(), there);
        if (likeness != Likeness.SAME) {
            return likeness.received();
        }
        if (promise == Promise.DURABLE && !before.settled()) {
            keep(staged); // what is being fetched may yet be lost
        }
        return Outcome.ALREADY_HERE;
    }

    private void keep(Staged staged) throws IOException {
        boolean kept = false;
        try {
            if (promise == Promise.DURABLE) {
                store.disk().force(staged.source());
                store.disk().move(staged.source(), staged.file());
                store.disk().force(folder);
            }
            kept = true;
        } finally {
            if (!kept) {
                archive.arriving().settled(staged);
                store.disk().delete(staged.file());
            }
        }
        commits.add(staged);
    }

    private static NetworkException notKept(IOException e) {
        String what = e instanceof ArchiveException
                ? String.valueOf(e.getMessage())
                : String.valueOf(ArchiveException.notReceived(e).getMessage());
        return new NetworkException(
                Problem.LOCAL_STORAGE, what.endsWith(".") ? what.substring(0, what.length() - 1) : what, "", e);
    }

    @Override
    public void discard(Path file) {
        try {
            store.disk().delete(file);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(ArchiveReceiver.class)
                    .warn("archive: an incomplete file could not be deleted; the next opening does", e);
        }
    }

    /** Makes all that was taken part of the archive before it returns. */
    @Override
    public void flush() throws IOException {
        commits.flush();
    }

    /** Makes all that was taken part of the archive; what was not taken is gone. */
    @Override
    public void close() throws IOException {
        try {
            commits.close();
        } finally {
            if (commits.isEmpty()) {
                store.discard(folder);
            }
        }
    }
}
