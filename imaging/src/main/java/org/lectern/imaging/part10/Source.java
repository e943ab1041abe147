package org.lectern.imaging.part10;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.lectern.imaging.data.BulkData;

/** Bytes to parse, wherever they lie. */
interface Source {
    /** Number of bytes when asked first; reading may find fewer. */
    long size() throws IOException;

    /** Copies at most {@code length} bytes; fewer than one when there are none. */
    int read(long position, byte[] into, int offset, int length) throws IOException;

    /** The bytes left where they lie. */
    BulkData region(long position, long length, ByteOrder order);

    /** An open file; its regions outlive the channel. */
    record File(Path path, FileChannel channel) implements Source {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(into, offset, length), position);
        }

        @Override
        public BulkData region(long position, long length, ByteOrder order) {
            return new BulkData.FileRegion(path, position, length, order);
        }
    }

    /** Bytes in memory. */
    record Memory(MemorySegment bytes) implements Source {
        @Override
        public long size() {
            return bytes.byteSize();
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) {
            int count = (int) Math.min(length, bytes.byteSize() - position);
            if (count > 0) {
                MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, into, offset, count);
            }
            return count;
        }

        @Override
        public BulkData region(long position, long length, ByteOrder order) {
            return new BulkData.InMemory(bytes.asSlice(position, length).asReadOnly(), order);
        }
    }
}
