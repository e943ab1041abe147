package org.lectern.app.cli;

import java.io.IOException;
import java.io.Serial;

/** A command was given something that makes no sense, found only when its work had begun: exit code 2. */
final class UsageException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
