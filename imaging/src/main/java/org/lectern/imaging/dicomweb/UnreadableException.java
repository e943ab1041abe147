package org.lectern.imaging.dicomweb;

import java.io.IOException;

/** A file of ours that was to be sent cannot be read. */
final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableException(IOException cause) {
        super(cause);
    }
}
