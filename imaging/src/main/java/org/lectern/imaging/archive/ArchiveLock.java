package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Who uses the archive, told between processes by two lock files: {@code users.lock}, held shared by everyone who has the
 * archive open and exclusively by somebody who is alone, and {@code open.lock}, held while somebody opens or closes it.
 */
final class ArchiveLock implements AutoCloseable {
    private final Path folder;
    private final FileChannel doorChannel;
    private final FileChannel usersChannel;
    private @Nullable FileLock door;
    private @Nullable FileLock use;

    private ArchiveLock(Path folder, FileChannel doorChannel, FileChannel usersChannel) {
        this.folder = folder;
        this.doorChannel = doorChannel;
        this.usersChannel = usersChannel;
    }

    /** Waits at the door until nobody else is opening or closing the archive. */
    static ArchiveLock enter(Path folder) throws IOException {
        FileChannel door = channel(folder.resolve("open.lock"));
        FileChannel users = channel(folder.resolve("users.lock"));
        ArchiveLock lock = new ArchiveLock(folder, door, users);
        try {
            lock.closeDoor();
            return lock;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Holds everybody else off until {@link #openDoor}. */
    void closeDoor() throws IOException {
        try {
            door = doorChannel.lock();
        } catch (OverlappingFileLockException e) {
            throw openTwice(e);
        }
    }

    void openDoor() throws IOException {
        if (door != null) {
            door.release();
            door = null;
        }
    }

    /** Whether no other process has the archive open; asked with the door closed. */
    boolean isAlone() throws IOException {
        stopUsing();
        try (FileLock alone = usersChannel.tryLock()) {
            return alone != null;
        } catch (OverlappingFileLockException e) {
            throw openTwice(e);
        }
    }

    /** Counts as a user from now on. */
    void startUsing() throws IOException {
        try {
            use = usersChannel.lock(0, Long.MAX_VALUE, true);
        } catch (OverlappingFileLockException e) {
            throw openTwice(e);
        }
    }

    private void stopUsing() throws IOException {
        if (use != null) {
            use.release();
            use = null;
        }
    }

    private ArchiveException openTwice(OverlappingFileLockException e) {
        return new ArchiveException("The archive in " + folder + " is open in this program already.", e);
    }

    @Override
    public void close() throws IOException {
        try (doorChannel;
                usersChannel) {
            stopUsing();
            openDoor();
        }
    }
}
