package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import javax.crypto.SecretKey;
import org.lectern.imaging.encryption.KeyFile;
import org.lectern.imaging.encryption.KeyFile.State;

/**
 * Encryption at rest of an archive (imaging/docs/archive.md). The files are sealed with a random data key that lies beside
 * them in {@code archive.key}, wrapped under a master key of 256 bits for AES that the caller keeps: in the system's key
 * store or made from a passphrase.
 *
 * <p>None of these works while the archive is open, in this process or another.
 */
public final class ArchiveEncryption {
    private ArchiveEncryption() {}

    /** Whether the archive in a folder is encrypted, so that it needs its key to be opened. */
    public static boolean isOn(Path folder) throws IOException {
        return Unlocked.isEncrypted(folder);
    }

    /**
     * Encrypts an archive in place, or begins an encrypted one where there is none. May be interrupted anywhere: opening
     * the archive goes on.
     *
     * @param alsoFolders folders outside the archive that are encrypted and decrypted with it, such as that of the marks;
     *     {@link LocalArchive#sealed} reads and writes them
     * @param progress told the number of files done
     * @throws ArchiveException when it is encrypted already, in use, or cannot be written
     */
    public static void encrypt(Path folder, SecretKey masterKey, List<Path> alsoFolders, IntConsumer progress)
            throws IOException {
        encrypt(folder, masterKey, alsoFolders, progress, new LocalDisk());
    }

    /** Encrypts an archive and nothing else. */
    public static void encrypt(Path folder, SecretKey masterKey, IntConsumer progress) throws IOException {
        encrypt(folder, masterKey, List.of(), progress);
    }

    static void encrypt(Path folder, SecretKey masterKey, List<Path> alsoFolders, IntConsumer progress, Disk disk)
            throws IOException {
        Path real = folder.toAbsolutePath().normalize();
        disk.makeFolder(real);
        try (ArchiveLock _ = alone(real)) {
            if (Unlocked.isEncrypted(real)) {
                throw new ArchiveException("The archive in %s is encrypted already.".formatted(real));
            }
            List<String> folders =
                    alsoFolders.stream().map(also -> relative(real, also)).toList();
            Conversion.write(KeyFile.create(masterKey, folders).in(State.SEALING), real, disk);
            convert(real, masterKey, progress, disk);
        }
    }

    private static String relative(Path folder, Path also) {
        return folder.relativize(also.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    /** Decrypts an archive in place; afterwards it needs no key. */
    public static void decrypt(Path folder, SecretKey masterKey, IntConsumer progress) throws IOException {
        decrypt(folder, masterKey, progress, new LocalDisk());
    }

    static void decrypt(Path folder, SecretKey masterKey, IntConsumer progress, Disk disk) throws IOException {
        Path real = folder.toAbsolutePath().normalize();
        try (ArchiveLock _ = alone(real)) {
            Unlocked unlocked = Unlocked.in(real, Optional.of(masterKey), disk);
            KeyFile keyFile = unlocked.keyFile();
            if (keyFile == null) {
                throw new ArchiveException("The archive in %s is not encrypted.".formatted(real));
            }
            Conversion.write(keyFile.in(State.OPENING), real, disk);
            convert(real, masterKey, progress, disk);
        }
    }

    private static void convert(Path folder, SecretKey masterKey, IntConsumer progress, Disk disk) throws IOException {
        new Conversion(Unlocked.in(folder, Optional.of(masterKey), disk), folder, disk).finish(progress);
    }

    /** Another master key, such as after a new passphrase: the data key is wrapped anew, the files stay as they are. */
    public static void changeKey(Path folder, SecretKey oldMasterKey, SecretKey newMasterKey) throws IOException {
        Path real = folder.toAbsolutePath().normalize();
        Disk disk = new LocalDisk();
        try (ArchiveLock _ = ArchiveLock.enter(real)) {
            Unlocked unlocked = Unlocked.in(real, Optional.of(oldMasterKey), disk);
            KeyFile keyFile = unlocked.keyFile();
            if (keyFile == null) {
                throw new ArchiveException("The archive in %s is not encrypted.".formatted(real));
            }
            Conversion.write(keyFile.rewrap(oldMasterKey, newMasterKey), real, disk);
        }
    }

    private static ArchiveLock alone(Path folder) throws IOException {
        ArchiveLock lock = ArchiveLock.enter(folder);
        try {
            if (!lock.isAlone()) {
                throw new ArchiveException(
                        "The archive in %s is in use. Close every other Lectern first.".formatted(folder));
            }
            return lock;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }
}
