package org.lectern.imaging.codec.jpeg;

import java.util.HashSet;
import java.util.Set;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.pixel.PixelLayout;

/**
 * The frame header (T.81 B.2.2), found to agree with the data set.
 *
 * @param process the marker that began it: SOF0 to SOF3
 * @param linesFollow whether the number of lines was left to a DNL segment (B.2.5)
 */
record FrameHeader(
        int process,
        int precision,
        int lines,
        int columns,
        FrameComponent[] components,
        int maxHorizontal,
        int maxVertical,
        boolean linesFollow) {

    /** Reads the segment after its marker. */
    static FrameHeader read(int process, FrameBytes bytes, PixelLayout layout) throws CodecException {
        requireSupported(process, bytes);
        int length = bytes.u16();
        int precision = bytes.u8();
        int lines = bytes.u16();
        int columns = bytes.u16();
        int count = bytes.u8();
        if (length != 8 + 3 * count) {
            throw bytes.failure("The JPEG frame header has the wrong length " + length);
        }
        if (count != layout.samplesPerPixel() || columns != layout.columns() || lines != 0 && lines != layout.rows()) {
            throw bytes.failure("The JPEG stream is %d × %d × %d, the data set says %d × %d × %d"
                    .formatted(columns, lines, count, layout.columns(), layout.rows(), layout.samplesPerPixel()));
        }
        requirePrecision(process, precision, layout, bytes);
        return of(process, precision, layout, lines == 0, components(bytes, count));
    }

    private static FrameHeader of(
            int process, int precision, PixelLayout layout, boolean linesFollow, FrameComponent[] components) {
        int maxHorizontal = 1;
        int maxVertical = 1;
        for (FrameComponent component : components) {
            maxHorizontal = Math.max(maxHorizontal, component.horizontal);
            maxVertical = Math.max(maxVertical, component.vertical);
        }
        for (FrameComponent component : components) {
            component.columns = ceilDiv(layout.columns() * component.horizontal, maxHorizontal);
            component.lines = ceilDiv(layout.rows() * component.vertical, maxVertical);
        }
        return new FrameHeader(
                process,
                precision,
                layout.rows(),
                layout.columns(),
                components,
                maxHorizontal,
                maxVertical,
                linesFollow);
    }

    private static void requireSupported(int process, FrameBytes bytes) throws CodecException {
        if (process > Marker.SOF3) {
            String what = process >= 0xc9 ? "arithmetic coding" : "hierarchical coding";
            throw bytes.failure("JPEG with %s (marker FF%02X) is not supported".formatted(what, process));
        }
    }

    private static void requirePrecision(int process, int precision, PixelLayout layout, FrameBytes bytes)
            throws CodecException {
        boolean possible = switch (process) {
            case Marker.SOF0 -> precision == 8;
            case Marker.SOF3 -> precision >= 2 && precision <= 16;
            default -> precision == 8 || precision == 12;
        };
        if (!possible) {
            throw bytes.failure("%d bit samples are not possible in JPEG process FF%02X".formatted(precision, process));
        }
        if (layout.bitsAllocated() != 8 && layout.bitsAllocated() != 16 || precision > layout.bitsAllocated()) {
            throw bytes.failure("JPEG samples of %d bit do not go into the %d bits allocated by the data set"
                    .formatted(precision, layout.bitsAllocated()));
        }
    }

    private static FrameComponent[] components(FrameBytes bytes, int count) throws CodecException {
        FrameComponent[] components = new FrameComponent[count];
        Set<Integer> identifiers = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int identifier = bytes.u8();
            int factors = bytes.u8();
            int horizontal = factors >> 4;
            int vertical = factors & 15;
            int table = bytes.u8();
            if (horizontal < 1 || horizontal > 4 || vertical < 1 || vertical > 4 || table > 3) {
                throw bytes.failure("JPEG component %d has the impossible sampling %d × %d or table %d"
                        .formatted(identifier, horizontal, vertical, table));
            }
            if (!identifiers.add(identifier)) {
                throw bytes.failure("The JPEG component %d is there twice".formatted(identifier));
            }
            // a single component is never interleaved, so its factors mean nothing (A.2.2)
            components[i] = count == 1
                    ? new FrameComponent(identifier, 1, 1, table)
                    : new FrameComponent(identifier, horizontal, vertical, table);
        }
        return components;
    }

    boolean isLossless() {
        return process == Marker.SOF3;
    }

    boolean isProgressive() {
        return process == Marker.SOF2;
    }

    /** Rows of minimum coded units of an interleaved scan of 8 × 8 blocks. */
    int mcuRows() {
        return ceilDiv(lines, 8 * maxVertical);
    }

    int mcuColumns() {
        return ceilDiv(columns, 8 * maxHorizontal);
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
