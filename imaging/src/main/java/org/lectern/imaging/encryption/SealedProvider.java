package org.lectern.imaging.encryption;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** What {@link SealedFiles} does to files: everything as on the disk, save that content and sizes are those within. */
final class SealedProvider extends FileSystemProvider {
    private final SecretKey dataKey;

    SealedProvider(SecretKey dataKey) {
        this.dataKey = dataKey;
    }

    @Override
    public String getScheme() {
        return "sealed";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("A sealed folder has no address");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException("A sealed folder has no address");
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("A sealed folder has no address");
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path real = SealedPath.real(path);
        if (options.contains(StandardOpenOption.APPEND)) {
            throw new UnsupportedOperationException("An encrypted file is written once");
        }
        boolean writes = options.contains(StandardOpenOption.WRITE);
        if (writes && options.contains(StandardOpenOption.READ)) {
            throw new UnsupportedOperationException("An encrypted file is read or written, not both");
        }
        if (Files.isDirectory(real)) {
            return FileChannel.open(real, options); // to be forced
        }
        if (!writes) {
            return closedOnFailure(
                    FileChannel.open(real, StandardOpenOption.READ), opened -> new SealedReading(opened, dataKey));
        }
        Set<OpenOption> really = new HashSet<>(options);
        boolean isFresh = options.contains(StandardOpenOption.CREATE_NEW)
                || options.contains(StandardOpenOption.TRUNCATE_EXISTING)
                || !Files.exists(real)
                || SealedHeader.plainSize(Files.size(real)) == 0;
        if (!isFresh) {
            return new SealedForcing(FileChannel.open(real, StandardOpenOption.WRITE));
        }
        really.add(StandardOpenOption.TRUNCATE_EXISTING);
        return closedOnFailure(
                FileChannel.open(real, really, attributes), opened -> new SealedWriting(opened, dataKey));
    }

    private interface Wrapping {
        FileChannel around(FileChannel opened) throws IOException;
    }

    private static FileChannel closedOnFailure(FileChannel opened, Wrapping wrapping) throws IOException {
        try {
            return wrapping.around(opened);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @SuppressWarnings("StreamResourceLeak") // whoever closes the stream that is answered closes it
    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        SealedFiles files = (SealedFiles) folder.getFileSystem();
        DirectoryStream<Path> real =
                Files.newDirectoryStream(SealedPath.real(folder), path -> filter.accept(new SealedPath(files, path)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> paths = real.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return paths.hasNext();
                    }

                    @Override
                    public Path next() {
                        return new SealedPath(files, paths.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        Files.createDirectory(SealedPath.real(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(SealedPath.real(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        Files.copy(SealedPath.real(source), SealedPath.real(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Files.move(SealedPath.real(source), SealedPath.real(target), options);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return other instanceof SealedPath && Files.isSameFile(SealedPath.real(path), SealedPath.real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return Files.isHidden(SealedPath.real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(SealedPath.real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        Path real = SealedPath.real(path);
        real.getFileSystem().provider().checkAccess(real, modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(SealedPath.real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (type != BasicFileAttributes.class) {
            throw new UnsupportedOperationException("Of an encrypted file only the basic attributes are known");
        }
        return type.cast(
                new Attributes(Files.readAttributes(SealedPath.real(path), BasicFileAttributes.class, options)));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return Files.readAttributes(SealedPath.real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        Files.setAttribute(SealedPath.real(path), attribute, value, options);
    }

    private record Attributes(BasicFileAttributes real) implements BasicFileAttributes {
        @Override
        public FileTime lastModifiedTime() {
            return real.lastModifiedTime();
        }

        @Override
        public FileTime lastAccessTime() {
            return real.lastAccessTime();
        }

        @Override
        public FileTime creationTime() {
            return real.creationTime();
        }

        @Override
        public boolean isRegularFile() {
            return real.isRegularFile();
        }

        @Override
        public boolean isDirectory() {
            return real.isDirectory();
        }

        @Override
        public boolean isSymbolicLink() {
            return real.isSymbolicLink();
        }

        @Override
        public boolean isOther() {
            return real.isOther();
        }

        @Override
        public long size() {
            return real.isRegularFile() ? SealedHeader.plainSize(real.size()) : real.size();
        }

        @Override
        public @Nullable Object fileKey() {
            return real.fileKey();
        }
    }
}
