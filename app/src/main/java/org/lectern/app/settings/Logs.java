package org.lectern.app.settings;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends the log to a rotating file instead of the terminal. Nothing that is logged may contain patient data. */
public final class Logs {
    private static final int FILE_BYTES = 2 << 20;
    private static final int FILES = 5;

    private static final Logger PDF = Logger.getLogger("org.apache.pdfbox");
    private static final FileAttribute<?>[] OWNER_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];

    private Logs() {}

    /** What cannot be logged is not logged. */
    private static final class Silent extends ErrorManager {
        @Override
        public void error(String message, Exception failure, int code) {}
    }

    /** Starts logging into a folder; where that cannot be, warnings go to the terminal. */
    public static void start(Path folder) {
        Logger root = Logger.getLogger("");
        try {
            Files.createDirectories(folder, OWNER_ONLY);
            FileHandler file =
                    new FileHandler(folder.resolve("lectern-%u-%g.log").toString(), FILE_BYTES, FILES, true);
            file.setFormatter(new SimpleFormatter());
            file.setLevel(Level.INFO);
            file.setErrorManager(new Silent()); // a full disk must not keep anybody from reading images
            PDF.setLevel(Level.SEVERE); // names the characters of documents
            for (Handler handler : root.getHandlers()) {
                root.removeHandler(handler);
            }
            root.addHandler(file);
        } catch (IOException e) {
            root.setLevel(Level.WARNING);
        }
    }
}
