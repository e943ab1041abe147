package org.lectern.app.retrieval.transfer;

import java.nio.file.Path;
import java.util.Collection;

/** Keeps files of this computer from being evicted until they are safely sent. */
public interface Pins {
    /** Keeps nothing: for stores that evict nothing. */
    Pins NONE = new Pins() {
        @Override
        public void keep(Collection<Path> files) {}

        @Override
        public void release(Collection<Path> files) {}
    };

    /** These must stay. */
    void keep(Collection<Path> files);

    /** These are safe elsewhere, or not wanted there any more. */
    void release(Collection<Path> files);
}
