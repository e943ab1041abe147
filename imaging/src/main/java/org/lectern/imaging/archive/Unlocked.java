package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.encryption.KeyFile;
import org.lectern.imaging.encryption.SealedFiles;
import org.lectern.imaging.encryption.SealedText;

/**
 * An archive's files as they can be read: plain, or through the data key that the key file holds.
 *
 * @param files the sealed files, null for a plain archive
 * @param keyFile the key file, null for a plain archive
 */
record Unlocked(
        ObjectStore store,
        Veil veil,
        @Nullable SealedFiles files,
        @Nullable KeyFile keyFile) {
    static final String KEY_FILE = "archive.key";
    static final String FORMAT_FILE = "FORMAT";
    static final String FORMAT_WORDS = "Lectern archive ";
    static final int PLAIN_FORMAT = 1;
    static final int SEALED_FORMAT = 2;

    private static final int FORMAT_BYTES = 64;

    /**
     * Finds out how the archive lies there.
     *
     * @throws ArchiveException when its key is missing or another one
     */
    static Unlocked in(Path folder, Optional<SecretKey> masterKey, Disk disk) throws IOException {
        if (!isEncrypted(folder)) {
            return new Unlocked(ObjectStore.plain(folder, disk), Veil.NONE, null, null);
        }
        KeyFile keyFile = keyFile(folder);
        if (masterKey.isEmpty()) {
            throw new ArchiveException(
                    "The archive in %s is encrypted. Give its passphrase, or unlock the key store that keeps its key."
                            .formatted(folder));
        }
        SecretKey dataKey = keyFile.dataKey(masterKey.get())
                .orElseThrow(() -> new ArchiveException(
                        "The passphrase or key does not fit the archive in %s. Nothing was changed; try again."
                                .formatted(folder)));
        SealedFiles files = new SealedFiles(folder, dataKey);
        return new Unlocked(
                new ObjectStore(folder, files.root(), disk), Veil.of(new SealedText(dataKey)), files, keyFile);
    }

    /** Whether the archive in a folder is encrypted, wholly or in part. */
    static boolean isEncrypted(Path folder) throws IOException {
        return Files.exists(folder.resolve(KEY_FILE)) || format(folder) == SEALED_FORMAT;
    }

    static KeyFile keyFile(Path folder) throws IOException {
        Path file = folder.resolve(KEY_FILE);
        if (!Files.exists(file)) {
            throw new ArchiveException(
                    "The archive in %s is encrypted, but its key file %s is missing. Nobody can read the archive without it: put it back from a copy."
                            .formatted(folder, KEY_FILE));
        }
        try {
            return KeyFile.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ArchiveException("%s (%s)".formatted(e.getMessage(), file), e);
        }
    }

    /** The number in the FORMAT file; 0 when there is none that can be read. */
    static int format(Path folder) throws IOException {
        Path file = folder.resolve(FORMAT_FILE);
        if (!Files.exists(file)) {
            return 0;
        }
        try (var in = Files.newInputStream(file)) {
            String words = new String(in.readNBytes(FORMAT_BYTES), StandardCharsets.US_ASCII).strip();
            return words.matches(FORMAT_WORDS + "[0-9]{1,6}")
                    ? Integer.parseInt(words.substring(FORMAT_WORDS.length()))
                    : 0;
        }
    }

    static void writeFormat(Path folder, int format, Disk disk) throws IOException {
        disk.write(folder.resolve(FORMAT_FILE), (FORMAT_WORDS + format + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    int format() {
        return veil.isSealed() ? SEALED_FORMAT : PLAIN_FORMAT;
    }

    /** What an interrupted conversion was about. */
    Optional<KeyFile.State> unfinished() {
        return keyFile == null || keyFile.state() == KeyFile.State.SEALED
                ? Optional.empty()
                : Optional.of(keyFile.state());
    }

    /** A path of the disk, as its files are read. */
    Path over(Path path) {
        return files == null ? path : files.over(path);
    }
}
