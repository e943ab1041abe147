package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The checksum of the index as the last user left it. SQLite notices damage to the structure of its file but not to the
 * text in it; a patient's name with one flipped bit would pass. The seal is broken on opening and set on closing, so that
 * after a crash there is none and only the structure can be checked.
 */
record IndexSeal(Path index, Disk disk) {
    private static final int BUFFER = 1 << 20;

    /** What the seal says about the index. */
    enum State {
        /** The index is as it was left. */
        INTACT,
        /** There is no seal. */
        NONE,
        /** The index has changed since. */
        BROKEN
    }

    private Path file() {
        return index.resolveSibling("index.seal");
    }

    State check() throws IOException {
        if (!Files.exists(file())) {
            return State.NONE;
        }
        byte[] sealed = Files.readAllBytes(file());
        return java.util.Arrays.equals(sealed, content()) ? State.INTACT : State.BROKEN;
    }

    void set() throws IOException {
        disk.write(file(), content());
    }

    void lift() throws IOException {
        disk.delete(file());
    }

    private byte[] content() throws IOException {
        CRC32C checksum = new CRC32C();
        try (FileChannel channel = FileChannel.open(index, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            while (channel.read(buffer) >= 0) {
                checksum.update(buffer.flip());
                buffer.clear();
            }
            return "%d %08x%n".formatted(channel.size(), checksum.getValue()).getBytes(StandardCharsets.US_ASCII);
        }
    }
}
