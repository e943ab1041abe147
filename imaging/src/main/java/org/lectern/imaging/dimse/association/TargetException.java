package org.lectern.imaging.dimse.association;

import java.io.IOException;

/** What arrives cannot be kept, such as on a full disk; the connection itself is well. */
public final class TargetException extends IOException {
    private static final long serialVersionUID = 1;

    private final int taken;

    TargetException(IOException cause, int taken) {
        super(cause.getMessage(), cause);
        this.taken = taken;
    }

    /** Bytes that left the connection nevertheless. */
    int taken() {
        return taken;
    }
}
