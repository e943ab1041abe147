package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;

/** The encoded frame in memory, read with bounds checks; positions are bytes from the start of the frame. */
final class Bytes {
    private final byte[] data;

    private Bytes(byte[] data) {
        this.data = data;
    }

    static Bytes of(EncodedFrame frame) throws CodecException {
        if (frame.size() > Integer.MAX_VALUE - 64) {
            throw new CodecException("A JPEG 2000 frame of %d bytes is too large".formatted(frame.size()), 0);
        }
        byte[] data = new byte[(int) frame.size()];
        if (frame.read(0, data, 0, data.length) != data.length) {
            throw new CodecException("The fragments of the frame could not be read", 0);
        }
        return new Bytes(data);
    }

    byte[] array() {
        return data;
    }

    int length() {
        return data.length;
    }

    int u8(int position) throws CodecException {
        require(position, 1);
        return data[position] & 0xFF;
    }

    int u16(int position) throws CodecException {
        require(position, 2);
        return (data[position] & 0xFF) << 8 | data[position + 1] & 0xFF;
    }

    long u32(int position) throws CodecException {
        return (long) u16(position) << 16 | u16(position + 2);
    }

    void require(int position, int count) throws CodecException {
        if (position < 0 || count > data.length - position) {
            throw new CodecException("The JPEG 2000 stream ends early", position);
        }
    }
}
