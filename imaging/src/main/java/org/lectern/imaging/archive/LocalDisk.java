package org.lectern.imaging.archive;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;

/** The real disk. */
final class LocalDisk implements Disk {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final FileAttribute<?>[] OWNER_FOLDER = POSIX
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    private static final FileAttribute<?>[] OWNER_FILE = POSIX
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    private static final int BUFFER = 1 << 18;

    @Override
    public void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder, OWNER_FOLDER);
        } catch (FileAlreadyExistsException e) {
            throw new ArchiveException(folder + " is a file, where the archive needs a folder. Move it away.", e);
        }
    }

    @Override
    public Path create(Path file) throws IOException {
        channel(file).close();
        return file;
    }

    @Override
    public long copy(Path source, Path target, CRC32C checksum) throws IOException {
        try (Arena arena = Arena.ofConfined(); // freed at once, not when the collector comes by
                FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel out = channel(target)) {
            ByteBuffer buffer = arena.allocate(BUFFER).asByteBuffer();
            long copied = 0;
            while (in.read(buffer) >= 0) {
                buffer.flip();
                checksum.update(buffer.duplicate());
                copied += buffer.remaining();
                write(out, buffer, target);
                buffer.clear();
            }
            return copied;
        }
    }

    private static void write(FileChannel out, ByteBuffer buffer, Path target) throws ArchiveException {
        try {
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } catch (IOException e) {
            throw ArchiveException.notWritable(target, e);
        }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".half");
        Files.deleteIfExists(half);
        try (FileChannel out = channel(half)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            write(out, buffer, file);
            out.force(true);
        }
        move(half, file);
    }

    @Override
    public void force(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        if (folder && !POSIX) {
            return; // only POSIX systems let a folder be opened for that
        }
        try (FileChannel channel =
                FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public long freeBytes(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE);
    }
}
