package org.lectern.app.settings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * How files with settings are written: for their owner only, beside the old file, forced to the disk and moved over it, so
 * that a crash leaves the old one or the new one.
 */
public final class SettingsFile {
    private static final JsonFactory JSON = new JsonFactory();
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private SettingsFile() {}

    /** Writes what belongs into the file. */
    public interface Content {
        /** Writes one object. */
        void to(JsonGenerator json) throws IOException;
    }

    /** Writes the file. */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder, ownerOnly("rwx------"));
        }
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try {
            try (FileChannel channel = FileChannel.open(
                    beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly("rw-------"))) {
                OutputStream bytes = Channels.newOutputStream(channel);
                JsonGenerator json = JSON.createGenerator(bytes)
                        .useDefaultPrettyPrinter()
                        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                content.to(json);
                json.close();
            }
            try (FileChannel whole = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                whole.force(true); // an encrypted file is whole only when it has been closed
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside); // there only when it could not be finished
        }
    }

    /** Something done while no other process changes a file. */
    public interface Change<T> {
        /** Reads, changes, writes. */
        T run() throws IOException;
    }

    /** Changes a file while other processes that go through here wait; threads of one process take turns themselves. */
    public static <T> T locked(Path file, Change<T> change) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder, ownerOnly("rwx------"));
        }
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(
                        lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly("rw-------"));
                FileLock held = channel.lock()) {
            if (!held.isValid()) {
                throw new IOException(file + " is being changed by another program; try again");
            }
            return change.run();
        } catch (OverlappingFileLockException e) {
            throw new IOException(file + " is being changed at the same time; try again", e);
        }
    }

    /** Moves a file that cannot be understood out of the way and keeps it. Answers where to. */
    public static Path setAside(Path file) throws IOException {
        for (int n = 1; ; n++) {
            Path aside = file.resolveSibling(file.getFileName() + ".aside-" + n);
            if (!Files.exists(aside)) {
                return Files.move(file, aside);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
