package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The archive cannot do what was asked: what happened and what to do, in words for its user, without patient data. */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1;

    /** A failure in one or two sentences. */
    public ArchiveException(String message) {
        super(message);
    }

    /** A failure that another one caused. */
    public ArchiveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The disk did not take what the archive wanted to write. */
    static ArchiveException notWritable(Path file, IOException cause) {
        String what = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new ArchiveException(
                isFull(what)
                        ? "The disk of the archive is full (%s). What was imported before is safe; free some space and import again."
                                .formatted(file.getParent())
                        : "The archive cannot be written (%s: %s). What was imported before is safe."
                                .formatted(file.getParent(), what),
                cause);
    }

    /** What arrives cannot be kept. */
    static ArchiveException notReceived(IOException cause) {
        String what = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new ArchiveException(
                isFull(what)
                        ? "The disk of the archive is full. Free some space; what was received before is safe."
                        : "What arrives cannot be written to the archive. Check its disk and its permissions.",
                cause);
    }

    private static boolean isFull(String what) {
        return what.contains("No space left") || what.contains("quota") || what.contains("not enough space");
    }
}
