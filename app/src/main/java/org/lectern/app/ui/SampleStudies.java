package org.lectern.app.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.lectern.app.settings.Folders;

/** The sample studies that a new user finds in the list. */
final class SampleStudies {
    private SampleStudies() {}

    /** Whether this is the first start: there has never been an archive before. */
    static boolean areWanted(Folders folders) {
        return !Files.exists(folders.configuration().resolve("samples-offered"));
    }

    /** Writes the samples into a folder to be imported; empty when this version has none. */
    static Optional<Path> write(Folders folders) {
        return Optional.empty();
    }

    /** Deletes the folder after the import. */
    static void clear(Folders folders, Executor io) {
        // nothing is written yet
    }
}
