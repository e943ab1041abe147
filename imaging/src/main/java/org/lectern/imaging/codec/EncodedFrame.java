package org.lectern.imaging.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * The code stream of one frame: the bytes of its fragments, end to end (PS3.5 section A.4).
 *
 * <p>The bytes stay where they are, usually in a mapped file; decoders pull them through a window.
 */
public final class EncodedFrame {
    private final MemorySegment[] fragments;
    private final long[] starts;
    private final long size;

    /** A frame of these fragments. */
    public EncodedFrame(List<MemorySegment> fragments) {
        this.fragments = fragments.toArray(MemorySegment[]::new);
        this.starts = new long[this.fragments.length];
        long position = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = position;
            position += this.fragments[i].byteSize();
        }
        this.size = position;
    }

    /** A frame in one piece. */
    public static EncodedFrame of(MemorySegment bytes) {
        return new EncodedFrame(List.of(bytes));
    }

    /** A frame on the heap. */
    public static EncodedFrame of(byte[] bytes) {
        return of(MemorySegment.ofArray(bytes));
    }

    /** Length of the code stream in bytes, a trailing padding byte included. */
    public long size() {
        return size;
    }

    /** Copies up to {@code length} bytes from {@code position} and answers how many there were, 0 at the end. */
    public int read(long position, byte[] target, int offset, int length) {
        int done = 0;
        for (int i = fragment(position); i < fragments.length && done < length; i++) {
            long from = position + done - starts[i];
            int part = (int) Math.min(length - done, fragments[i].byteSize() - from);
            MemorySegment.copy(fragments[i], ValueLayout.JAVA_BYTE, from, target, offset + done, part);
            done += part;
        }
        return done;
    }

    private int fragment(long position) {
        int found = Arrays.binarySearch(starts, position);
        int i = found < 0 ? Math.max(0, -found - 2) : found;
        while (i < fragments.length && position >= starts[i] + fragments[i].byteSize()) {
            i++; // past fragments without bytes
        }
        return i;
    }
}
