package org.lectern.imaging.codec.jpegxl;

import java.util.Arrays;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;

/** The code stream of a frame, out of the boxes of the file format where it has them (ISO/IEC 18181-2 clause 4). */
final class Container {
    private static final int JXLC = 0x6A786C63;
    private static final int JXLP = 0x6A786C70;
    private static final long SIGNATURE = 0x0000000C_4A584C20L;
    private static final int LARGEST = 1 << 30;

    private final EncodedFrame frame;
    private final byte[] head = new byte[16];
    private byte[] stream = new byte[0];
    private int length;

    private Container(EncodedFrame frame) {
        this.frame = frame;
    }

    static byte[] codeStream(EncodedFrame frame) throws CodecException {
        Container container = new Container(frame);
        if (frame.size() > LARGEST) {
            throw new CodecException("JPEG XL: The frame is larger than 1 GiB", -1);
        }
        container.stream = new byte[(int) frame.size()];
        if (frame.read(0, container.head, 0, 12) == 12 && container.number(0, 8) == SIGNATURE) {
            container.readBoxes();
        } else {
            container.append(0, frame.size());
        }
        return Arrays.copyOf(container.stream, container.length);
    }

    private long number(int at, int bytes) {
        long value = 0;
        for (int i = at; i < at + bytes; i++) {
            value = value << 8 | head[i] & 0xFF;
        }
        return value;
    }

    private void readBoxes() throws CodecException {
        long at = 0;
        boolean found = false;
        while (frame.size() - at >= 8) {
            int got = frame.read(at, head, 0, 16);
            long size = number(0, 4);
            int type = (int) number(4, 4);
            int header = 8;
            if (size == 1 && got == 16) {
                size = number(8, 8);
                header = 16;
            }
            if (size == 0) {
                size = frame.size() - at;
            }
            if (size < header || size > frame.size() - at) {
                if (found) {
                    return; // padding, or a box that is cut off after the code stream
                }
                throw new CodecException("JPEG XL: A box is longer than the frame", at);
            }
            if (type == JXLC) {
                append(at + header, size - header);
                return;
            }
            if (type == JXLP) {
                found = true;
                if (appendPart(at + header, size - header)) {
                    return;
                }
            }
            at += size;
        }
        if (!found) {
            throw new CodecException("JPEG XL: There is no box with a code stream", at);
        }
    }

    /** Answers whether it was the last part. */
    private boolean appendPart(long at, long size) throws CodecException {
        if (size < 4) {
            throw new CodecException("JPEG XL: A partial code stream has no index", at);
        }
        frame.read(at, head, 0, 4);
        boolean last = head[0] < 0;
        append(at + 4, size - 4);
        return last;
    }

    private void append(long at, long size) {
        length += frame.read(at, stream, length, (int) size);
    }
}
