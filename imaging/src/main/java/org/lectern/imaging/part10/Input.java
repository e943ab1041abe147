package org.lectern.imaging.part10;

import java.io.IOException;
import java.util.Arrays;

/**
 * A cursor over a source, reading it in chunks. Moving on costs nothing until the next byte is wanted, so that bulk
 * values are passed over without being read.
 */
final class Input {
    private static final int CHUNK_BYTES = 16 << 10;

    private final Source source;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private long base;
    private int at;
    private int end;
    private long size;

    Input(Source source) throws IOException {
        this.source = source;
        this.size = source.size();
    }

    Source source() {
        return source;
    }

    long position() {
        return base + at;
    }

    long size() {
        return size;
    }

    void seek(long position) {
        long index = position - base;
        if (index >= 0 && index <= end) {
            at = (int) index;
        } else {
            base = position;
            at = 0;
            end = 0;
        }
    }

    void skip(int count) {
        seek(position() + count);
    }

    /** Whether {@code count} bytes, at most a chunk, follow; if so they can be looked at. */
    boolean has(int count) throws IOException {
        return end - at >= count || fill(count);
    }

    private boolean fill(int count) throws IOException {
        long position = position();
        if (size - position < count) {
            return false;
        }
        int kept = end - at;
        System.arraycopy(chunk, at, chunk, 0, kept);
        base = position;
        at = 0;
        end = kept;
        while (end < count) {
            int read = source.read(base + end, chunk, end, chunk.length - end);
            if (read <= 0) {
                size = base + end; // the file has become shorter
                return false;
            }
            end += read;
        }
        return true;
    }

    /** An unsigned byte, {@code ahead} of the cursor; it must have been asked for. */
    int u8(int ahead) {
        return chunk[at + ahead] & 0xFF;
    }

    int u16(int ahead, boolean big) {
        int first = chunk[at + ahead] & 0xFF;
        int second = chunk[at + ahead + 1] & 0xFF;
        return big ? first << 8 | second : second << 8 | first;
    }

    int s32(int ahead, boolean big) {
        int first = u16(ahead, big);
        int second = u16(ahead + 2, big);
        return big ? first << 16 | second : second << 16 | first;
    }

    long u32(int ahead, boolean big) {
        return Integer.toUnsignedLong(s32(ahead, big));
    }

    /** A tag: group, then element, each in the byte order given. */
    int tag(int ahead, boolean big) {
        return u16(ahead, big) << 16 | u16(ahead + 2, big);
    }

    /** Up to {@code count} bytes at another place; the cursor stays. */
    byte[] peek(long position, int count) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(count, size - position))];
        long index = position - base;
        if (index >= 0 && index + bytes.length <= end) {
            System.arraycopy(chunk, (int) index, bytes, 0, bytes.length);
            return bytes;
        }
        int read = readFully(position, bytes, 0);
        return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
    }

    /** The next bytes, taken; the caller has compared the count with what is left. */
    byte[] take(int count) throws IOException {
        byte[] bytes = new byte[count];
        int buffered = Math.min(count, end - at);
        System.arraycopy(chunk, at, bytes, 0, buffered);
        at += buffered;
        if (buffered < count) {
            if (count - buffered < CHUNK_BYTES / 2 && has(count - buffered)) {
                System.arraycopy(chunk, at, bytes, buffered, count - buffered);
                at += count - buffered;
            } else {
                readFully(position(), bytes, buffered);
                seek(position() + count - buffered);
            }
        }
        return bytes;
    }

    private int readFully(long position, byte[] into, int from) throws IOException {
        int done = from;
        while (done < into.length) {
            int read = source.read(position + done - from, into, done, into.length - done);
            if (read <= 0) {
                break;
            }
            done += read;
        }
        return done;
    }
}
