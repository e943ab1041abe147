package org.lectern.imaging.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.lectern.imaging.codec.CodecException;

/**
 * The bits of an entropy-coded segment, byte stuffing removed (T.81 F.2.2.5).
 *
 * <p>The next bit is the highest of {@link #bits}; {@link #count} of them are good. Inner loops keep both, and the
 * place in the window, in local variables and come here for what is rare. Past the end of the segment zeros are
 * borrowed; {@link #checkNotOverrun} tells whether one of them was used.
 */
final class BitReader {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    static final long ONES = 0x0101010101010101L;
    static final long HIGH_BITS = 0x8080808080808080L;

    /** A word that sends the inner loops to {@link #fill}. */
    static final long ALL_MARKERS = -1;

    final FrameBytes bytes;
    long bits;
    int count;
    /** What {@link #decode} found beside the run. */
    int value;

    int size;
    private int borrowed;

    BitReader(FrameBytes bytes) {
        this.bytes = bytes;
    }

    /** Forgets what is left of the last byte, at the start of a segment. */
    void reset() {
        bits = 0;
        count = 0;
        borrowed = 0;
    }

    /** Makes at least 57 bits good. */
    void fill() {
        if (count < 32 && bytes.limit - bytes.position >= 8) {
            long word = (long) LONG.get(bytes.window, bytes.position);
            if (hasNoMarker(word)) {
                bits |= word >>> count;
                bytes.position += 63 - count >>> 3;
                count |= 56;
                return;
            }
        }
        fillSlowly();
    }

    /** Whether none of the eight bytes is 0xFF. */
    static boolean hasNoMarker(long word) {
        return (~word - ONES & word & HIGH_BITS) == 0;
    }

    private void fillSlowly() {
        while (count <= 56) {
            int next = nextByte();
            if (next < 0) {
                borrowed += 8;
            } else {
                bits |= (long) next << 56 - count;
            }
            count += 8;
        }
    }

    /** The next byte of the segment, or -1 at a marker or the end of the frame. */
    private int nextByte() {
        if (!bytes.has(1)) {
            return -1;
        }
        int next = bytes.window[bytes.position] & 0xff;
        if (next == 0xff) {
            if (!bytes.has(2) || bytes.window[bytes.position + 1] != 0) {
                return -1;
            }
            bytes.position++;
        }
        bytes.position++;
        return next;
    }

    /** Refuses to go on when bits were used that the segment does not have. */
    void checkNotOverrun() throws CodecException {
        if (borrowed > count) {
            throw bytes.failure("The JPEG image data end before the last pixel");
        }
    }

    /** Up to 16 bits, as an unsigned number. */
    int receive(int length) {
        if (length == 0) {
            return 0;
        }
        if (count < 32) {
            fill();
        }
        int result = (int) (bits >>> 64 - length);
        bits <<= length;
        count -= length;
        return result;
    }

    /** One symbol with its additional bits: answers the run, leaves {@link #size} and {@link #value}. */
    int decode(HuffmanTable table) throws CodecException {
        if (count < 32) {
            fill();
        }
        int entry = table.lookup[(int) (bits >>> 64 - table.lookupBits)];
        if (entry == 0) {
            entry = table.longEntry((int) (bits >>> 48));
            if (entry == 0) {
                throw invalidCode();
            }
        }
        int consumed = entry & 0x3f;
        bits <<= consumed;
        count -= consumed;
        size = entry >> 12 & 0x1f;
        if ((entry & HuffmanTable.RESOLVED) != 0) {
            value = entry >> 17;
        } else if (size == 16 && table.lookupBits == HuffmanTable.DIFFERENCE_BITS) {
            value = 32768; // without additional bits, H.1.2.2
        } else {
            value = HuffmanTable.extend(receive(size), size);
        }
        return entry >> 8 & 15;
    }

    CodecException invalidCode() throws CodecException {
        checkNotOverrun();
        return bytes.failure("The JPEG image data hold a code that is not in the Huffman table");
    }

    /**
     * Goes to the next segment of a scan (F.2.2.5): what is left before the restart marker is skipped.
     *
     * @param index how many restart markers came before in this scan
     */
    void restart(int index) throws CodecException {
        checkNotOverrun();
        int expected = Marker.RST0 + (index & 7);
        int marker = bytes.nextMarker();
        if (marker != expected) {
            throw bytes.failure(
                    marker < 0
                            ? "The JPEG image data end before the last pixel"
                            : "Restart marker FF%02X is missing, FF%02X stands in its place"
                                    .formatted(expected, marker));
        }
        reset();
    }
}
