package org.lectern.app.security;

import java.io.IOException;
import java.util.Optional;

/** The key store of the operating system. */
public interface SystemKeyStore {
    /** What the system calls it. */
    String name();

    /** What is kept under a name. */
    Optional<String> get(String account) throws IOException;

    /** Keeps something under a name. */
    void put(String account, String secret) throws IOException;

    /** Forgets it. */
    void remove(String account) throws IOException;

    /** The key store of this computer, where one is open to us. */
    static Optional<SystemKeyStore> ofThisComputer() {
        return Keyrings.open();
    }
}
