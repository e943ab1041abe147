package org.lectern.imaging.data;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A value too large for the heap, left where it is until somebody maps it.
 *
 * <p>{@link #order()} is the byte order of multi-byte samples as they lie there; big-endian only in files of the
 * retired big-endian transfer syntax.
 */
public sealed interface BulkData {
    /** Length in bytes. */
    long length();

    /** Byte order of the samples as they lie. */
    ByteOrder order();

    /**
     * The bytes, mapped or wrapped, valid as long as the arena.
     *
     * @throws IOException when the file is gone or has become shorter
     */
    MemorySegment map(Arena arena) throws IOException;

    /** A region of a file. */
    record FileRegion(Path file, long offset, long length, ByteOrder order) implements BulkData {
        @Override
        public MemorySegment map(Arena arena) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                if (offset + length > channel.size()) {
                    throw new EOFException(file.getFileName()
                            + " has become shorter than the %d bytes it had".formatted(offset + length));
                }
                return length == 0
                        ? MemorySegment.NULL
                        : channel.map(FileChannel.MapMode.READ_ONLY, offset, length, arena);
            }
        }
    }

    /** Bytes already in memory, as in a data set made by the program or inflated from a deflated file. */
    record InMemory(MemorySegment bytes, ByteOrder order) implements BulkData {
        /** Little-endian bytes. */
        public static InMemory of(byte[] bytes) {
            return new InMemory(MemorySegment.ofArray(bytes).asReadOnly(), ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public long length() {
            return bytes.byteSize();
        }

        @Override
        public MemorySegment map(Arena arena) {
            return bytes;
        }
    }
}
