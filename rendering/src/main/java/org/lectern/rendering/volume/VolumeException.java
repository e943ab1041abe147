package org.lectern.rendering.volume;

import java.io.IOException;

/** Why no volume can be built, in one sentence for the screen. */
public final class VolumeException extends IOException {
    private static final long serialVersionUID = 1;

    /** A reason. */
    public VolumeException(String message) {
        super(message);
    }

    /** A reason with its cause. */
    public VolumeException(String message, Throwable cause) {
        super(message, cause);
    }
}
