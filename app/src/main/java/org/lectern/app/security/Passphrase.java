package org.lectern.app.security;

import java.io.IOException;
import java.util.Optional;

/** Where the passphrase comes from: a window, a prompt, a file that a script names. */
public interface Passphrase {
    /**
     * The passphrase.
     *
     * @param fresh whether it is being chosen, so that a person is asked for it twice
     * @return nothing where nobody can be asked
     */
    Optional<char[]> ask(boolean fresh) throws IOException;

    /** Nobody can be asked. */
    static Passphrase none() {
        return fresh -> Optional.empty();
    }
}
