package org.lectern.imaging.codec.jpeg;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.lectern.imaging.codec.CodecException;

/**
 * The coefficients of a frame whose components or bits come in several scans, and their way to rows once all are there.
 */
final class CoefficientStore {
    /** Twice the largest plausible frame: a stream that wants more is refused. */
    private static final long MAX_BYTES = 1L << 30;

    private final FrameHeader frame;
    private final Coefficients[] components;
    /** For each component and coefficient the lowest bit decoded, -1 for none: what a whole image must have at 0. */
    private final int[][] lowestBits;

    CoefficientStore(Arena arena, FrameHeader frame, FrameBytes bytes) throws CodecException {
        this.frame = frame;
        int count = frame.components().length;
        this.components = new Coefficients[count];
        this.lowestBits = new int[count][64];
        long size = 0;
        for (int c = 0; c < count; c++) {
            size += Coefficients.bytes(frame, frame.components()[c]);
            Arrays.fill(lowestBits[c], -1);
        }
        if (size > MAX_BYTES) {
            throw bytes.failure("A JPEG image of several scans with %d × %d pixels is too large"
                    .formatted(frame.columns(), frame.lines()));
        }
        for (int c = 0; c < count; c++) {
            components[c] = new Coefficients(arena, frame, frame.components()[c]);
        }
    }

    /** Those of a scan, in its order. */
    Coefficients[] of(ScanHeader scan) {
        Coefficients[] result = new Coefficients[scan.components().length];
        for (int i = 0; i < result.length; i++) {
            result[i] = components[place(scan.components()[i])];
        }
        return result;
    }

    /** Remembers what a scan has brought. */
    void note(ScanHeader scan, int first, int last) {
        for (FrameComponent component : scan.components()) {
            Arrays.fill(lowestBits[place(component)], first, last + 1, scan.low());
        }
    }

    /** Whether every bit of every coefficient has been delivered. */
    boolean isComplete() {
        for (int[] bits : lowestBits) {
            for (int bit : bits) {
                if (bit != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private int place(FrameComponent component) {
        return Arrays.asList(frame.components()).indexOf(component);
    }

    void write(RowWriter writer) {
        PictureRows rows = new PictureRows(frame, writer);
        Idct idct = new Idct(frame.precision());
        int[] block = new int[64];
        for (int mcuRow = 0; mcuRow < frame.mcuRows(); mcuRow++) {
            for (int c = 0; c < components.length; c++) {
                FrameComponent component = frame.components()[c];
                components[c].load(mcuRow * component.vertical, component.vertical);
                for (int row = 0; row < component.vertical; row++) {
                    for (int column = 0; column < frame.mcuColumns() * component.horizontal; column++) {
                        dequantise(components[c], components[c].offset(row, column), component.quantisation, block);
                        int at = rows.blockOffset(c, mcuRow * component.vertical + row, column);
                        idct.transform(block, rows.samples(c), at, rows.stride(c));
                    }
                }
            }
            rows.finish(mcuRow);
        }
    }

    private static void dequantise(Coefficients source, int at, int[] quantisation, int[] block) {
        for (int i = 0; i < 64; i++) {
            block[i] = source.values[at + i] * quantisation[i];
        }
    }
}
