package org.lectern.imaging.archive;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** The CRC-32C (RFC 3720 section B.4) of a whole file. */
final class Checksum {
    private static final int BUFFER_BYTES = 1 << 17;

    private Checksum() {}

    static int of(Path file) throws IOException {
        CRC32C checksum = new CRC32C();
        try (Arena arena = Arena.ofConfined(); // freed at once, not when the collector comes by
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = arena.allocate(BUFFER_BYTES).asByteBuffer();
            while (channel.read(buffer) >= 0) {
                checksum.update(buffer.flip());
                buffer.clear();
            }
        }
        return (int) checksum.getValue();
    }
}
