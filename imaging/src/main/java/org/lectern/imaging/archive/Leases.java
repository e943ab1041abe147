package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which studies are open, told between processes by shared locks on bytes of {@code leases.lock}, one byte for each
 * study's number; the operating system takes them back from a process that ends. Safe for several threads.
 */
final class Leases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final FileChannel channel;
    private final Map<Long, Held> held = new HashMap<>();

    private static final class Held {
        private final FileLock lock;
        private int count = 1;

        Held(FileLock lock) {
            this.lock = lock;
        }
    }

    private Leases(FileChannel channel) {
        this.channel = channel;
    }

    static Leases in(Path folder) throws IOException {
        return new Leases(FileChannel.open(
                folder.resolve("leases.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    }

    synchronized StudyLease take(long studyId) throws IOException {
        Held known = held.get(studyId);
        if (known != null) {
            known.count++;
        } else {
            held.put(studyId, new Held(channel.lock(studyId, 1, true)));
        }
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                giveBack(studyId);
            }
        };
    }

    private synchronized void giveBack(long studyId) {
        Held known = held.get(studyId);
        if (known == null || --known.count > 0) {
            return;
        }
        held.remove(studyId);
        try {
            known.lock.release();
        } catch (IOException e) {
            LOG.debug("the archive was closed before the study", e);
        }
    }

    /** Work that must not happen to an open study. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Runs work on a study unless somebody has it open, in which case the other answer is given. */
    synchronized <T> T unlessOpen(long studyId, Work<T> work, T otherwise) throws IOException {
        if (held.containsKey(studyId)) {
            return otherwise;
        }
        try (FileLock alone = channel.tryLock(studyId, 1, false)) {
            return alone == null ? otherwise : work.run();
        } catch (OverlappingFileLockException e) {
            return otherwise;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        held.clear();
        channel.close();
    }
}
