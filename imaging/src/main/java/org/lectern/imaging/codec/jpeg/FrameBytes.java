package org.lectern.imaging.codec.jpeg;

import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;

/** The code stream seen through a window on the heap, from front to back. */
final class FrameBytes {
    private static final int WINDOW = 1 << 16;

    /** The window; the bytes from {@link #position} to {@link #limit} are yet to be read. */
    final byte[] window;

    int position;
    int limit;
    private final EncodedFrame frame;
    /** Where in the frame the window begins. */
    private long base;

    FrameBytes(EncodedFrame frame) {
        this.frame = frame;
        this.window = new byte[(int) Math.min(WINDOW, Math.max(16, frame.size()))];
    }

    /** Bytes from the start of the frame to what is read next. */
    long offset() {
        return base + position;
    }

    long remaining() {
        return frame.size() - offset();
    }

    /** Moves the window so that {@code count} bytes (at most 8) can be read, or answers that the frame ends before. */
    boolean has(int count) {
        if (limit - position >= count) {
            return true;
        }
        System.arraycopy(window, position, window, 0, limit - position);
        base += position;
        limit -= position;
        position = 0;
        limit += frame.read(base + limit, window, limit, window.length - limit);
        return limit >= count;
    }

    int u8() throws CodecException {
        if (!has(1)) {
            throw failure("The JPEG stream ends inside a marker segment");
        }
        return window[position++] & 0xff;
    }

    int u16() throws CodecException {
        return u8() << 8 | u8();
    }

    /** Skips forward; the end of the frame is found by the next read. */
    void skip(long count) {
        for (long left = count; left > 0 && has(1); ) {
            int part = (int) Math.min(left, limit - position);
            position += part;
            left -= part;
        }
    }

    /**
     * Goes past the next marker, over fill bytes and whatever lies before it, and answers its code, or -1 where none
     * follows (B.1.1.2).
     */
    int nextMarker() {
        while (has(2)) {
            if (window[position] != (byte) 0xff) {
                position++;
            } else {
                int code = window[position + 1] & 0xff;
                if (code == 0xff) {
                    position++;
                } else {
                    position += 2;
                    if (code != 0) {
                        return code;
                    }
                }
            }
        }
        return -1;
    }

    CodecException failure(String message) {
        return new CodecException(message, offset());
    }
}
