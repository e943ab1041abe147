package org.lectern.imaging.encryption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * A folder whose files are sealed with one key, as a file system: a {@link Path} of it reads, maps and writes what the
 * files hold. The key lives in this object and nowhere else.
 */
public final class SealedFiles extends FileSystem {
    private final FileSystem real;
    private final SealedProvider provider;
    private final Path root;

    /** The folder on the disk, sealed with a key of 256 bits for AES. */
    public SealedFiles(Path folder, SecretKey dataKey) {
        this.real = folder.getFileSystem();
        this.provider = new SealedProvider(dataKey);
        this.root = new SealedPath(this, folder.toAbsolutePath().normalize());
    }

    /** The folder, as a path of this file system. */
    public Path root() {
        return root;
    }

    /** Any other path of the disk, as a path of this file system. */
    public Path over(Path path) {
        return new SealedPath(this, path.toAbsolutePath().normalize());
    }

    /** The path on the disk. */
    public static Path onDisk(Path sealed) {
        return SealedPath.real(sealed);
    }

    /** Whether a file on the disk is sealed with this key, as far as its first chunk tells. */
    public boolean isSealed(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(over(path), StandardOpenOption.READ)) {
            file.read(ByteBuffer.allocate(1), 0);
            return true;
        } catch (SealBrokenException plain) {
            return false;
        }
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("A sealed folder is not closed");
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return real.isReadOnly();
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(root);
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return new SealedPath(this, real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = real.getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(SealedPath.real(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("A sealed folder is not watched");
    }
}
