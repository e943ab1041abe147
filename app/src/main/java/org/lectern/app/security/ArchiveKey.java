package org.lectern.app.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;
import javax.crypto.SecretKey;
import org.lectern.app.security.MasterKeys.Place;
import org.lectern.app.settings.Folders;
import org.lectern.imaging.archive.ArchiveEncryption;

/** The key that opens the archive of a workstation and what lies beside it, where they are encrypted. */
public record ArchiveKey(Folders folders, MasterKeys keys) {
    private static final String USE = "archive";

    /** The archive of a workstation follows its master key to another. */
    public static UnderMasterKey following(Folders folders) {
        return new Following(folders.archive());
    }

    private record Following(Path archive) implements UnderMasterKey {
        @Override
        public void checkReady() throws IOException {
            if (ArchiveEncryption.isOn(archive)) {
                ArchiveEncryption.checkUnused(archive);
            }
        }

        @Override
        public void reseal(MasterKey old, MasterKey fresh) throws IOException {
            if (ArchiveEncryption.isOn(archive)) {
                ArchiveEncryption.changeKey(archive, old.derive(USE), fresh.derive(USE));
            }
        }
    }

    /** Whether the archive is encrypted. */
    public boolean isNeeded() throws IOException {
        return ArchiveEncryption.isOn(folders.archive());
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
        SecretKey key = keys.open().derive(USE);
        ArchiveEncryption.cover(folders.archive(), folders.besideArchive()); // it may be of an older version
        return Optional.of(key);
    }

    /**
     * Encrypts the archive and what lies beside it; a key is made where there is none yet. The archive must not be open.
     *
     * @param progress told the number of files done
     */
    public void encrypt(IntConsumer progress) throws IOException {
        ArchiveEncryption.encrypt(folders.archive(), keys.open().derive(USE), folders.besideArchive(), progress);
    }

    /** Decrypts them; nothing for a plain archive. */
    public void decrypt(IntConsumer progress) throws IOException {
        Optional<SecretKey> key = find();
        if (key.isPresent()) {
            ArchiveEncryption.decrypt(folders.archive(), key.get(), progress);
        }
    }
}
