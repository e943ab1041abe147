package org.lectern.app.ui;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.lectern.app.Threads;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.settings.Folders;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts or decrypts the archive of a window: ends all that uses it, converts it, opens it again.
 *
 * @param services which go on with what they did when the archive is open again
 * @param threads on which the window's work runs
 */
record ArchiveConversion(Folders folders, ArchiveKey key, Services services, Threads threads, LocalArchive archive) {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveConversion.class);
    private static final int PATIENCE_S = 60;

    /**
     * The archive afterwards.
     *
     * @param problem why it is not as it was to be, in words
     */
    record Converted(LocalArchive archive, Optional<String> problem) {}

    /** About how many files are converted. */
    int files() {
        try {
            return archive.studies(StudyQuery.ALL).stream()
                    .mapToInt(StudyEntry::instanceCount)
                    .sum();
        } catch (IOException e) {
            return 0; // run() will say what is wrong
        }
    }

    /**
     * Runs on a thread that is none of the window's.
     *
     * @param progress told the number of files done
     * @throws IOException when the archive cannot be opened afterwards
     */
    Converted run(boolean encrypts, IntConsumer progress) throws IOException {
        Optional<String> problem = Optional.empty();
        try {
            end();
            if (encrypts) {
                key.encrypt(progress);
            } else {
                key.decrypt(progress);
            }
        } catch (IOException e) {
            LOG.error("the archive was not converted", e);
            problem = Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
        return new Converted(LocalArchive.open(folders.archive(), key.find()), problem);
    }

    /** Nothing may be written into the archive any more when its conversion begins. */
    private void end() throws IOException {
        services.close();
        threads.close();
        boolean isQuiet = isOver(threads.io()) && isOver(threads.pool());
        archive.close();
        if (!isQuiet) {
            throw new IOException("Something is still being written. Nothing was changed; close Lectern and try again");
        }
    }

    private static boolean isOver(ExecutorService work) {
        try {
            return work.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
