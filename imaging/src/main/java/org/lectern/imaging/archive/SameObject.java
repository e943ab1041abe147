package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomFormatException;

/**
 * Whether two files hold one object: the same transfer syntax and the same bytes of the data set, or, where those differ,
 * the {@linkplain SameContent same content}. Meta information (group 0002) and preamble do not count, since whoever passes an
 * object on writes them anew (PS3.10 section 7.1).
 */
final class SameObject {
    private static final int HEAD_BYTES = 144;
    private static final int GROUP_LENGTH_TAG = 0x0002;
    private static final int BUFFER_BYTES = 1 << 16;

    private SameObject() {}

    static Likeness likeness(Path one, Path other) throws IOException {
        if (areBytesEqual(one, other)) {
            return Likeness.SAME;
        }
        try {
            return new SameContent(DicomFile.read(one), DicomFile.read(other)).likeness();
        } catch (DicomFormatException e) {
            return Likeness.OTHER; // cut or damaged: nobody can say that it is the same
        }
    }

    private static boolean areBytesEqual(Path one, Path other) throws IOException {
        try (FileChannel first = FileChannel.open(one, StandardOpenOption.READ);
                FileChannel second = FileChannel.open(other, StandardOpenOption.READ)) {
            if (first.size() == second.size() && areEqual(first, 0, second, 0)) {
                return true;
            }
            OptionalLong start = dataSetStart(first);
            OptionalLong otherStart = dataSetStart(second);
            return start.isPresent()
                    && otherStart.isPresent()
                    && first.size() - start.getAsLong() == second.size() - otherStart.getAsLong()
                    && areEqual(first, start.getAsLong(), second, otherStart.getAsLong())
                    && syntax(one).equals(syntax(other));
        }
    }

    private static String syntax(Path file) throws IOException {
        return DicomFile.readHeader(file).syntax().uid();
    }

    /** Where the data set begins, by the group length (0002,0000); empty where there is none at its place. */
    private static OptionalLong dataSetStart(FileChannel file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(file, 0, head);
        if (head.limit() < HEAD_BYTES
                || !new String(head.array(), 128, 4, StandardCharsets.US_ASCII).equals("DICM")
                || head.getInt(132) != GROUP_LENGTH_TAG
                || head.get(136) != 'U'
                || head.get(137) != 'L') {
            return OptionalLong.empty();
        }
        long start = HEAD_BYTES + Integer.toUnsignedLong(head.getInt(140));
        return start <= file.size() ? OptionalLong.of(start) : OptionalLong.empty();
    }

    private static boolean areEqual(FileChannel first, long from, FileChannel second, long otherFrom)
            throws IOException {
        ByteBuffer one = ByteBuffer.allocate(BUFFER_BYTES);
        ByteBuffer other = ByteBuffer.allocate(BUFFER_BYTES);
        long done = 0;
        while (true) {
            int count = fill(first, from + done, one);
            if (count != fill(second, otherFrom + done, other) || !one.equals(other)) {
                return false;
            }
            if (count < BUFFER_BYTES) {
                return true;
            }
            done += count;
        }
    }

    private static int fill(FileChannel file, long from, ByteBuffer buffer) throws IOException {
        buffer.clear();
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = file.read(buffer, from + buffer.position());
        }
        buffer.flip();
        return buffer.remaining();
    }
}
