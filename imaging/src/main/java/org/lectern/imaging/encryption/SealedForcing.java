package org.lectern.imaging.encryption;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** A finished sealed file, open only to be forced to the medium. */
final class SealedForcing extends SealedChannel {
    SealedForcing(FileChannel file) {
        super(file);
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public FileChannel position(long newPosition) {
        throw new UnsupportedOperationException("An encrypted file is written once");
    }

    @Override
    public long size() throws IOException {
        return SealedHeader.plainSize(file.size());
    }
}
