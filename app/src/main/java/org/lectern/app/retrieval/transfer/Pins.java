package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps files of this computer from being evicted until they are safely sent. Calls may wait for a disk. */
public interface Pins {
    /** Keeps nothing: for stores that evict nothing. */
    Pins NONE = new Pins() {
        @Override
        public void keep(long transfer, Collection<Path> files) {}

        @Override
        public void release(long transfer, Collection<Path> files, boolean isSent) {}
    };

    /** These must stay for a transfer's sake. */
    void keep(long transfer, Collection<Path> files) throws IOException;

    /**
     * They need not stay for it any more.
     *
     * @param isSent whether they are safe elsewhere; else the transfer was given up
     */
    void release(long transfer, Collection<Path> files, boolean isSent) throws IOException;

    /** Objects of the local archive. */
    static Pins of(LocalArchive archive) {
        return new Pins() {
            @Override
            public void keep(long transfer, Collection<Path> files) throws IOException {
                archive.hold(uids(files), sake(transfer));
            }

            @Override
            public void release(long transfer, Collection<Path> files, boolean isSent) throws IOException {
                archive.releaseAll(sake(transfer));
                if (isSent) {
                    archive.sent(uids(files));
                }
            }
        };
    }

    private static String sake(long transfer) {
        return "transfer " + transfer;
    }

    private static List<String> uids(Collection<Path> files) {
        Logger log = LoggerFactory.getLogger(Pins.class);
        List<String> uids = new ArrayList<>();
        for (Path file : files) {
            try {
                DicomFile.readHeader(file).dataSet().text(Tag.SOPInstanceUID).ifPresent(uids::add);
            } catch (IOException e) {
                log.debug("a file that is to be sent cannot be read; the transfer says so", e);
            }
        }
        return uids;
    }
}
