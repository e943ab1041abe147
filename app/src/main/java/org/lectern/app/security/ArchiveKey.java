package org.lectern.app.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.lectern.app.security.MasterKeys.Place;
import org.lectern.imaging.archive.ArchiveEncryption;

/** The key that opens the archive in a folder, where it is encrypted. */
public record ArchiveKey(Path archive, MasterKeys keys) {
    private static final String USE = "archive";

    /** Whether the archive is encrypted. */
    public boolean isNeeded() throws IOException {
        return ArchiveEncryption.isOn(archive);
    }

    /** Whether somebody has to give a passphrase for it. */
    public boolean isAskedFor() throws IOException {
        return isNeeded() && keys.place().equals(Optional.of(Place.PASSPHRASE));
    }

    /**
     * The key; nothing for a plain archive.
     *
     * @throws IOException when it cannot be had: no {@code key.json}, key store locked, wrong passphrase
     */
    public Optional<SecretKey> find() throws IOException {
        if (!isNeeded()) {
            return Optional.empty();
        }
        if (keys.place().isEmpty()) { // a new key would open nothing
            throw new IOException(
                    "The archive is encrypted, but %s, which tells where its key is, is missing. Restore it from a backup: nobody can read the archive without it"
                            .formatted(keys.file()));
        }
        return Optional.of(keys.open().derive(USE));
    }

    /** The key for an archive that is to be encrypted; made where there is none yet. */
    public SecretKey findOrMake() throws IOException {
        return keys.open().derive(USE);
    }
}
