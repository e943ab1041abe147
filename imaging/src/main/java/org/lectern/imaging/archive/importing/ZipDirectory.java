package org.lectern.imaging.archive.importing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Whether a ZIP archive has encrypted entries, which {@link java.util.zip.ZipFile} does not tell: bit 0 of the general
 * purpose flag in the central directory (APPNOTE.TXT 4.4.4, 4.3.12). Archives in the 64-bit form are not looked into.
 */
final class ZipDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT = 65_535;
    private static final int ENTRY_BYTES = 46;
    private static final int MAX_DIRECTORY = 64 << 20;

    private ZipDirectory() {}

    static boolean hasEncryptedEntries(Path zip) throws IOException {
        try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer tail = read(channel, Math.max(0, size - END_BYTES - MAX_COMMENT), (int)
                    Math.min(size, END_BYTES + MAX_COMMENT));
            for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
                if (tail.getInt(at) == END_SIGNATURE) {
                    long length = Integer.toUnsignedLong(tail.getInt(at + 12));
                    long offset = Integer.toUnsignedLong(tail.getInt(at + 16));
                    return length <= MAX_DIRECTORY
                            && offset + length <= size
                            && hasFlag(read(channel, offset, (int) length));
                }
            }
            return false;
        }
    }

    private static boolean hasFlag(ByteBuffer directory) {
        int at = 0;
        while (at + ENTRY_BYTES <= directory.limit() && directory.getInt(at) == ENTRY_SIGNATURE) {
            if ((directory.getShort(at + 8) & 1) != 0) {
                return true;
            }
            at += ENTRY_BYTES
                    + Short.toUnsignedInt(directory.getShort(at + 28))
                    + Short.toUnsignedInt(directory.getShort(at + 30))
                    + Short.toUnsignedInt(directory.getShort(at + 32));
        }
        return false;
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = channel.read(buffer, position + buffer.position());
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
}
