package org.lectern.app.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Failures in one sentence for people. */
final class Failures {
    private static final String DISK_FULL = "No space left on device";

    private Failures() {}

    static String explain(Throwable failure) {
        return oneLine(
                switch (failure) {
                    case NoSuchFileException missing -> missing.getFile() + " does not exist";
                    case AccessDeniedException denied -> denied.getFile() + " may not be read or written by this user";
                    case NotDirectoryException file -> file.getFile() + " is not a folder";
                    case FileSystemException system
                    when system.getReason() != null -> system.getFile() + ": " + system.getReason();
                    case IOException full when isDiskFull(full) -> "the disk is full; free some space and try again";
                    case OutOfMemoryError memory ->
                        "there is not enough memory for this; give Java more with -Xmx or close other programs";
                    default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
                });
    }

    static boolean isDiskFull(IOException failure) {
        return DISK_FULL.equals(failure.getMessage())
                || failure.getCause() instanceof IOException cause && isDiskFull(cause);
    }

    /** Control characters, line ends among them, could pretend to be another message. */
    static String oneLine(@Nullable String message) {
        return message == null ? "" : message.strip().replaceAll("\\p{Cntrl}+", " ");
    }
}
