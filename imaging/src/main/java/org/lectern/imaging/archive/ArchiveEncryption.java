package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
     * @param beside what is encrypted and decrypted with it though it lies outside: folders, whose files are sealed with
     *     their names; files, read and written through {@link LocalArchive#sealed}; SQLite files named {@code .sqlite},
     *     whose text is sealed ({@link LocalArchive#secrecy})
     * @param progress told the number of files done
     * @throws ArchiveException when it is encrypted already, in use, or cannot be written
     */
    public static void encrypt(Path folder, SecretKey masterKey, List<Path> beside, IntConsumer progress)
            throws IOException {
        encrypt(folder, masterKey, beside, progress, new LocalDisk());
    }

    /** Encrypts an archive and nothing else. */
    public static void encrypt(Path folder, SecretKey masterKey, IntConsumer progress) throws IOException {
        encrypt(folder, masterKey, List.of(), progress);
    }

    static void encrypt(Path folder, SecretKey masterKey, List<Path> beside, IntConsumer progress, Disk disk)
            throws IOException {
        Path real = folder.toAbsolutePath().normalize();
        disk.makeFolder(real);
        try (ArchiveLock _ = alone(real)) {
            if (Unlocked.isEncrypted(real)) {
                throw new ArchiveException("The archive in %s is encrypted already.".formatted(real));
            }
            List<String> folders =
                    beside.stream().map(path -> relative(real, path)).toList();
            Conversion.write(KeyFile.create(masterKey, folders).in(State.SEALING), real, disk);
            convert(real, masterKey, progress, disk);
        }
    }

    private static String relative(Path folder, Path beside) {
        Path real = beside.toAbsolutePath().normalize();
        boolean isNear = Objects.equals(folder.getRoot(), real.getRoot()); // not on another drive of Windows
        return (isNear ? folder.relativize(real) : real).toString().replace('\\', '/');
    }

    /**
     * Lets an archive that is encrypted already encrypt these as well, when it is opened next; nothing for a plain archive,
     * for what it encrypts anyway, and while somebody has it open.
     *
     * @param beside as for {@link #encrypt(Path, SecretKey, List, IntConsumer)}
     */
    public static void cover(Path folder, List<Path> beside) throws IOException {
        Path real = folder.toAbsolutePath().normalize();
        List<String> wanted = beside.stream().map(path -> relative(real, path)).toList();
        if (!Unlocked.isEncrypted(real) || Unlocked.keyFile(real).folders().containsAll(wanted)) {
            return;
        }
        try (ArchiveLock lock = ArchiveLock.enter(real)) {
            KeyFile keyFile = Unlocked.keyFile(real);
            if (lock.isAlone() && keyFile.state() != State.OPENING) {
                Conversion.write(keyFile.with(wanted).in(State.SEALING), real, new LocalDisk());
            }
        }
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

    /**
     * Another master key: the data key is wrapped anew, the files stay as they are. Nothing when it is under the new one
     * already.
     *
     * @throws ArchiveException when neither key fits, it is not encrypted, or in use
     */
    public static void changeKey(Path folder, SecretKey oldMasterKey, SecretKey newMasterKey) throws IOException {
        Path real = folder.toAbsolutePath().normalize();
        Disk disk = new LocalDisk();
        try (ArchiveLock _ = alone(real)) {
            if (Unlocked.isEncrypted(real)
                    && Unlocked.keyFile(real).dataKey(newMasterKey).isPresent()) {
                return;
            }
            KeyFile keyFile = Unlocked.in(real, Optional.of(oldMasterKey), disk).keyFile();
            if (keyFile == null) {
                throw new ArchiveException("The archive in %s is not encrypted.".formatted(real));
            }
            Conversion.write(keyFile.rewrap(oldMasterKey, newMasterKey), real, disk);
        }
    }

    /** @throws ArchiveException when somebody has the archive open, in this process or another */
    public static void checkUnused(Path folder) throws IOException {
        alone(folder.toAbsolutePath().normalize()).close();
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
