package org.lectern.imaging.codec.rle;

import java.util.Arrays;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;

/** One byte plane of a frame, unpacked from left to right (PS3.5 G.3, G.4). */
final class RleSegment {
    private static final int WINDOW = 16384;

    private final EncodedFrame frame;
    private final byte[] window;
    private final long end;
    /** Where in the frame the byte after the window lies. */
    private long next;

    private int position;
    private int limit;
    /** What is left of the current run: copies of {@link #repeated}, or literal bytes from the window. */
    private int run;

    private boolean literal;
    private byte repeated;

    RleSegment(EncodedFrame frame, long start, long end) {
        this.frame = frame;
        this.next = start;
        this.end = end;
        this.window = new byte[(int) Math.min(WINDOW, end - start)];
    }

    /** The next {@code length} bytes of the plane. */
    void unpack(byte[] target, int length) throws CodecException {
        int done = 0;
        while (done < length) {
            if (run == 0) {
                startRun();
            }
            int part = Math.min(run, length - done);
            if (literal) {
                part = copyLiteral(target, done, part);
            } else if (part < 8) {
                for (int i = 0; i < part; i++) {
                    target[done + i] = repeated;
                }
            } else {
                Arrays.fill(target, done, done + part, repeated);
            }
            done += part;
            run -= part;
        }
    }

    /** Reads control bytes up to one that is not the no-operation -128. */
    private void startRun() throws CodecException {
        int control;
        do {
            control = read();
        } while (control == -128);
        literal = control >= 0;
        if (literal) {
            run = control + 1;
        } else {
            run = 1 - control;
            repeated = read();
        }
    }

    private int copyLiteral(byte[] target, int offset, int length) throws CodecException {
        if (position == limit) {
            refill();
        }
        int part = Math.min(length, limit - position);
        if (part <= 16) {
            for (int i = 0; i < part; i++) {
                target[offset + i] = window[position + i];
            }
        } else {
            System.arraycopy(window, position, target, offset, part);
        }
        position += part;
        return part;
    }

    private byte read() throws CodecException {
        if (position == limit) {
            refill();
        }
        return window[position++];
    }

    private void refill() throws CodecException {
        position = 0;
        limit = frame.read(next, window, 0, (int) Math.min(window.length, end - next));
        next += limit;
        if (limit == 0) {
            throw new CodecException("An RLE segment ends before its last pixel", next);
        }
    }
}
