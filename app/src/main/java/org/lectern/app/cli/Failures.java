package org.lectern.app.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Failures in one sentence for people. */
final class Failures {
    private Failures() {}

    static String explain(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written by this user";
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }
}
