package org.lectern.app.security;

import java.io.IOException;

/** Seals secrets and opens them again. Safe for several threads. */
public interface Vault {
    /**
     * Seals a secret.
     *
     * @param purpose what it is for, such as the server that it may be sent to; nothing else opens it
     */
    Sealed seal(String purpose, String secret) throws IOException;

    /**
     * Opens a secret.
     *
     * @throws IOException when the master key cannot be had, or it was sealed under another key or for another purpose
     */
    String open(String purpose, Sealed sealed) throws IOException;
}
