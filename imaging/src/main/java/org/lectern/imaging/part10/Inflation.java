package org.lectern.imaging.part10;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.lectern.imaging.part10.DicomFormatException.Problem;

/**
 * Inflates a deflated data set (PS3.5 section A.5, RFC 1951) into memory off the heap, up to a ratio and a size beyond
 * which it is a bomb and no image.
 */
final class Inflation {
    /** What may be inflated whatever the ratio. */
    private static final long UNSUSPICIOUS_BYTES = 64L << 20;

    private static final long HIGHEST_RATIO = 100;
    private static final long CEILING_BYTES = 1L << 30;
    private static final int STEP_BYTES = 64 << 10;

    private final Input in;
    private final Findings findings;
    private final long start;
    private final long limit;
    private Arena arena = Arena.ofConfined();
    private MemorySegment target;
    private long size;

    private Inflation(Input in, Findings findings) {
        this.in = in;
        this.findings = findings;
        this.start = in.position();
        this.limit = Math.min(CEILING_BYTES, Math.max(UNSUSPICIOUS_BYTES, HIGHEST_RATIO * (in.size() - start)));
        this.target = arena.allocate(Math.clamp(4 * (in.size() - start), STEP_BYTES, UNSUSPICIOUS_BYTES));
    }

    /** Inflates from the cursor to the end. */
    static MemorySegment inflate(Input in, Findings findings) throws IOException {
        Inflation inflation = new Inflation(in, findings);
        try {
            return inflation.whole();
        } catch (OutOfMemoryError e) {
            throw new DicomFormatException(
                    Problem.INFLATES_TOO_LARGE,
                    "There is no memory for the inflated data set; close other images and try again",
                    0,
                    inflation.start);
        } finally {
            inflation.arena.close();
        }
    }

    private MemorySegment whole() throws IOException {
        run(true);
        if (size == 0) {
            run(false);
            if (size > 0) {
                findings.add("Deflated with a zlib header", 0, start);
            }
        }
        if (size == 0) {
            throw new DicomFormatException("The deflated data set cannot be inflated", 0, start);
        }
        return Arena.ofAuto().allocate(size).copyFrom(target.asSlice(0, size));
    }

    /** Whether what follows the cursor inflates to something that begins like a data set; the cursor stays. */
    static boolean yieldsElements(Input in) throws IOException {
        byte[] source = in.peek(in.position(), STEP_BYTES);
        byte[] head = new byte[16];
        return beginsElements(true, source, head) || beginsElements(false, source, head);
    }

    private static boolean beginsElements(boolean bare, byte[] source, byte[] head) {
        Inflater inflater = new Inflater(bare);
        try {
            inflater.setInput(source);
            return inflater.inflate(head) == head.length
                    && Encoding.detect(head, 0, CEILING_BYTES) == Encoding.EXPLICIT;
        } catch (DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private void run(boolean bare) throws IOException {
        byte[] output = new byte[STEP_BYTES];
        Inflater inflater = new Inflater(bare);
        in.seek(start);
        try {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int available = (int) Math.min(STEP_BYTES, in.size() - in.position());
                    if (available == 0) {
                        findings.add("The deflated stream is cut off", 0, in.position());
                        return;
                    }
                    inflater.setInput(in.take(available));
                }
                int count = inflater.inflate(output);
                if (count == 0 && inflater.needsDictionary()) {
                    return;
                }
                append(output, count);
            }
        } catch (DataFormatException e) {
            if (size > 0) {
                findings.add("The deflated stream is damaged", 0, in.position());
            }
        } finally {
            inflater.end();
        }
    }

    private void append(byte[] output, int count) throws IOException {
        if (size + count > limit) {
            throw new DicomFormatException(
                    Problem.INFLATES_TOO_LARGE,
                    "The deflated data set inflates to more than %,d bytes".formatted(limit),
                    0,
                    in.position());
        }
        if (size + count > target.byteSize()) {
            grow(Math.min(limit, Math.max(size + count, 2 * target.byteSize())));
        }
        MemorySegment.copy(output, 0, target, ValueLayout.JAVA_BYTE, size, count);
        size += count;
    }

    private void grow(long bytes) {
        Arena larger = Arena.ofConfined();
        try {
            MemorySegment copy = larger.allocate(bytes);
            MemorySegment.copy(target, 0, copy, 0, size);
            target = copy;
        } catch (OutOfMemoryError e) {
            larger.close();
            throw e;
        }
        arena.close();
        arena = larger;
    }
}
