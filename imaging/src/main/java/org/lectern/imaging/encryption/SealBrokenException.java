package org.lectern.imaging.encryption;

import java.io.IOException;

/** An encrypted file is not as it was written, or was written with another key. */
public final class SealBrokenException extends IOException {
    private static final long serialVersionUID = 1;

    SealBrokenException(String why) {
        super("An encrypted file is damaged or was changed: " + why);
    }
}
