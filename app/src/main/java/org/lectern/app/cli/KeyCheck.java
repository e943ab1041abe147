package org.lectern.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.MasterKeys.Place;
import org.lectern.app.settings.Checkup;

/** Where the master key is, and what that is worth. */
final class KeyCheck {
    private static final String NAME = "Master key";

    private KeyCheck() {}

    static Checkup.Line line(MasterKeys keys) {
        try {
            Optional<Place> place = keys.place();
            if (place.isEmpty()) {
                return well("none yet; no passwords are stored");
            }
            return switch (place.get()) {
                case SYSTEM -> well("in the key store of the operating system");
                case PASSPHRASE -> well("sealed under a passphrase");
                case FILE -> file(keys.file());
            };
        } catch (IOException e) {
            return new Checkup.Line(
                    Checkup.State.PROBLEM, NAME, Failures.explain(e), "Restore it from a backup of the configuration");
        }
    }

    private static Checkup.Line file(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ)) {
                return new Checkup.Line(
                        Checkup.State.PROBLEM,
                        NAME,
                        "other accounts can read " + file,
                        "Take the right from them (chmod 600), and change the stored passwords");
            }
        }
        return new Checkup.Line(
                Checkup.State.NOTE,
                NAME,
                "in a file: who gets at this account, the disk or a backup can read stored passwords",
                "Protect it with 'lectern key --to system' or 'lectern key --to passphrase'");
    }

    private static Checkup.Line well(String found) {
        return new Checkup.Line(Checkup.State.WELL, NAME, found, "");
    }
}
