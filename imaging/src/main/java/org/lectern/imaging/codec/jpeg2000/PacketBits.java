package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.CodecException;

/** The bits of a packet header: most significant first, a zero bit stuffed after each FF byte (T.800 B.10.1). */
final class PacketBits {
    private final byte[] data;
    private int position;
    private int end;
    private int current;
    private int left;

    PacketBits(byte[] data, int start, int end) {
        this.data = data;
        this.position = start;
        this.end = end;
    }

    int position() {
        return position;
    }

    int end() {
        return end;
    }

    /** Goes to another byte of the data; the current byte's remaining bits are forgotten. */
    void seek(int newPosition, int newEnd) {
        position = newPosition;
        end = newEnd;
        current = 0;
        left = 0;
    }

    int bit() throws CodecException {
        if (left == 0) {
            if (position >= end) {
                throw new CodecException("The JPEG 2000 stream ends within a packet header", position);
            }
            left = current == 0xFF ? 7 : 8;
            current = data[position++] & 0xFF;
        }
        left--;
        return current >> left & 1;
    }

    int bits(int count) throws CodecException {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    /** Ends a header: the rest of the byte is padding, and a last FF is followed by a stuffed byte. */
    void align() throws CodecException {
        if (current == 0xFF) {
            if (position >= end) {
                throw new CodecException("The JPEG 2000 stream ends within a packet header", position);
            }
            position++;
        }
        current = 0;
        left = 0;
    }

    /** Steps over a marker with {@code size} bytes in all if it stands here. */
    void skipMarker(int marker, int size) {
        if (end - position >= size
                && (data[position] & 0xFF) == marker >> 8
                && (data[position + 1] & 0xFF) == (marker & 0xFF)) {
            position += size;
        }
    }
}
