package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Keeps what lies beside an archive as secret as what lies in it: values and names of files are sealed with its key when it
 * is encrypted, and stay as they are when it is not. Safe for several threads.
 */
public final class Secrecy {
    /** Nothing is secret. */
    public static final Secrecy NONE = new Secrecy(Veil.NONE);

    private final Veil veil;

    Secrecy(Veil veil) {
        this.veil = veil;
    }

    /** Whether values are sealed. */
    public boolean isSealed() {
        return veil.isSealed();
    }

    /** A value to be stored; each time another text. */
    public String seal(String value) {
        return veil.text(value);
    }

    /** What {@link #seal} was given. */
    public String open(String stored) throws IOException {
        try {
            return veil.open(stored);
        } catch (SQLException e) {
            throw new IOException("A sealed value is damaged, or of another archive", e);
        }
    }

    /** A value to be stored so that it can be looked up; always the same text. */
    public String sealEqual(String value) {
        return veil.key(value);
    }

    /** What {@link #sealEqual} was given. */
    public String openEqual(String stored) throws IOException {
        try {
            return veil.openKey(stored);
        } catch (SQLException e) {
            throw new IOException("A sealed value is damaged, or of another archive", e);
        }
    }

    /** The name under which a file lies on the disk, for a name of at most 150 letters. */
    public String fileName(String name) {
        return SealedName.seal(name, veil);
    }

    /**
     * Brings an SQLite file to the state that {@link ArchiveEncryption} leaves it in: all text in its tables sealed, what
     * is indexed by {@link #sealEqual}, the rest by {@link #seal}; nothing of old values stays in the file. For somebody
     * who has the file alone.
     *
     * @return false when it is sealed but the archive is not
     */
    public boolean cover(Path database) throws IOException {
        if (Files.size(database) == 0 || SealedTables.isSealed(database) == isSealed()) {
            return true;
        }
        if (!isSealed()) {
            return false;
        }
        new SealedTables(database, veil).convert(true);
        return true;
    }
}
