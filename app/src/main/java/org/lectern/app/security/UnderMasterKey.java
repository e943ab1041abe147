package org.lectern.app.security;

import java.io.IOException;

/** Something that is sealed under the master key and has to follow it to another. */
@FunctionalInterface
public interface UnderMasterKey {
    /**
     * Asked before anything changes.
     *
     * @throws IOException when it could not follow now, such as an archive that is in use
     */
    default void checkReady() throws IOException {}

    /**
     * Seals under the new key what is sealed under the old one, all of it or nothing. Called again after an interruption:
     * what is under the new key stays as it is.
     *
     * @throws IOException when it cannot be done now; the old key stays until it can
     */
    void reseal(MasterKey old, MasterKey fresh) throws IOException;
}
