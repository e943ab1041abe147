package org.lectern.imaging.archive;

import java.io.IOException;
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
}
