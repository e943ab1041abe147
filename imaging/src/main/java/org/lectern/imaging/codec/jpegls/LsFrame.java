package org.lectern.imaging.codec.jpegls;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.pixel.PixelLayout;

/** One code stream: its marker segments (T.87 Annex C), scans and lines of output. */
final class LsFrame {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DNL = 0xDC;
    private static final int DRI = 0xDD;
    private static final int APP8 = 0xE8;
    private static final int SOF55 = 0xF7;
    private static final int LSE = 0xF8;
    private static final long MRFX = 0x6D726678L;

    private final LsInput input;
    private final PixelLayout layout;
    private final MemorySegment samples;
    private final int columns;
    private final byte[] row;

    private int precision; // 0 until the frame header
    private int[] identifiers = new int[0];
    private boolean[] decoded = new boolean[0];
    private int[] presets = new int[5]; // MAXVAL, T1, T2, T3, RESET; 0 is the default
    private long oversizeRows;
    private long oversizeColumns;
    private long restartLines;
    private LsColorTransform transform = LsColorTransform.NONE;
    private final Map<Integer, int[]> mappings = new HashMap<>();

    LsFrame(LsInput input, PixelLayout layout, MemorySegment samples) {
        this.input = input;
        this.layout = layout;
        this.samples = samples;
        this.columns = layout.columns();
        this.row = new byte[Math.multiplyExact(columns * layout.samplesPerPixel(), layout.sampleBytes())];
    }

    void decode() throws CodecException {
        if (input.u16() != (0xFF00 | SOI)) {
            throw new CodecException("This is no JPEG-LS stream: the SOI marker is missing", 0);
        }
        while (!isComplete()) {
            int marker = input.nextMarker();
            if (marker == EOI) {
                throw input.error("The stream ends before every component is decoded");
            }
            if (marker == SOI || marker >= 0xD0 && marker <= 0xD7) {
                continue;
            }
            segment(marker, input.u16() - 2);
        }
    }

    private boolean isComplete() {
        for (boolean component : decoded) {
            if (!component) {
                return false;
            }
        }
        return decoded.length > 0;
    }

    private void segment(int marker, int length) throws CodecException {
        if (length < 0) {
            throw input.error("A marker segment is shorter than its own length");
        }
        switch (marker) {
            case SOF55 -> frameHeader(length);
            case LSE -> extension(length);
            case SOS -> scan(length);
            case DRI -> restartLines = input.number(check(length, 2, 4));
            case DNL -> checkRows(input.number(check(length, 2, 4)));
            case APP8 -> application(length);
            default -> {
                if (marker >= 0xC0 && marker <= 0xCF) {
                    throw input.error("The stream is JPEG, not JPEG-LS (marker FF%02X)".formatted(marker));
                }
                input.skip(length);
            }
        }
    }

    private int check(int length, int least, int most) throws CodecException {
        if (length < least || length > most) {
            throw input.error("A marker segment has the impossible length " + (length + 2));
        }
        return length;
    }

    private void frameHeader(int length) throws CodecException {
        if (precision != 0) {
            throw input.error("The stream has a second frame header");
        }
        check(length, 9, 6 + 3 * 255);
        int bits = input.u8();
        long rows = input.u16();
        long width = input.u16();
        int components = input.u8();
        check(length, 6 + 3 * components, 6 + 3 * components);
        if (bits < 2 || bits > layout.bitsAllocated()) {
            throw input.error(
                    "The stream has %d bits a sample, the data set %d".formatted(bits, layout.bitsAllocated()));
        }
        checkRows(rows == 0 && oversizeRows > 0 ? oversizeRows : rows);
        width = width == 0 ? oversizeColumns : width;
        if (width != columns) {
            throw input.error("The stream has %d columns, the data set %d".formatted(width, columns));
        }
        if (components != layout.samplesPerPixel()) {
            throw input.error("The stream has %d components, the data set %d samples per pixel"
                    .formatted(components, layout.samplesPerPixel()));
        }
        identifiers = new int[components];
        for (int i = 0; i < components; i++) {
            identifiers[i] = input.u8();
            if (input.u8() != 0x11) {
                throw input.error("Sub-sampled components are not supported in JPEG-LS");
            }
            input.u8();
        }
        decoded = new boolean[components];
        precision = bits;
    }

    /** Rows of 0 are told by a later DNL segment; the data set's are taken until then. */
    private void checkRows(long rows) throws CodecException {
        if (rows != 0 && rows != layout.rows()) {
            throw input.error("The stream has %d rows, the data set %d".formatted(rows, layout.rows()));
        }
    }

    private void extension(int length) throws CodecException {
        check(length, 1, 65533);
        int kind = input.u8();
        switch (kind) {
            case 1 -> {
                check(length, 11, 11);
                int[] values = new int[5];
                for (int i = 0; i < 5; i++) {
                    values[i] = input.u16();
                }
                presets = values;
            }
            case 2, 3 -> mapping(kind, length);
            case 4 -> {
                check(length, 4, 10);
                int width = input.u8();
                check(length, 2 + 2 * width, 2 + 2 * width);
                oversizeRows = input.number(width);
                oversizeColumns = input.number(width);
            }
            default -> input.skip(length - 1);
        }
    }

    private void mapping(int kind, int length) throws CodecException {
        check(length, 3, 65533);
        int table = input.u8();
        int width = input.u8();
        if (width < 1 || width > layout.sampleBytes() || table == 0) {
            throw input.error("Mapping table entries of %d bytes do not fit the samples".formatted(width));
        }
        int[] known = kind == 3 ? mappings.getOrDefault(table, new int[0]) : new int[0];
        int count = (length - 3) / width;
        if (known.length + count > 65536) {
            throw input.error("A mapping table has more than 65536 entries");
        }
        int[] entries = Arrays.copyOf(known, known.length + count);
        for (int i = known.length; i < entries.length; i++) {
            entries[i] = (int) input.number(width);
        }
        input.skip((length - 3) % width);
        mappings.put(table, entries);
    }

    private void application(int length) throws CodecException {
        if (length < 5) {
            input.skip(length);
            return;
        }
        if (input.number(4) != MRFX) {
            input.skip(length - 4);
            return;
        }
        int kind = input.u8();
        transform = switch (kind) {
            case 0 -> LsColorTransform.NONE;
            case 1 -> LsColorTransform.HP1;
            case 2 -> LsColorTransform.HP2;
            case 3 -> LsColorTransform.HP3;
            default -> throw input.error("Colour transform %d is not known".formatted(kind));
        };
        input.skip(length - 5);
    }

    private void scan(int length) throws CodecException {
        if (precision == 0) {
            throw input.error("A scan comes before the frame header");
        }
        int count = input.u8();
        check(length, 4 + 2 * count, 4 + 2 * count);
        if (count < 1 || count > identifiers.length) {
            throw input.error("A scan has %d of %d components".formatted(count, identifiers.length));
        }
        int[] components = new int[count];
        int[][] tables = new int[count][];
        for (int i = 0; i < count; i++) {
            components[i] = component(input.u8());
            int table = input.u8();
            tables[i] = mappings.getOrDefault(table, new int[0]);
            if (table != 0 && tables[i].length == 0) {
                throw input.error("Mapping table %d is missing".formatted(table));
            }
        }
        int near = input.u8();
        int interleave = input.u8();
        int shift = input.u8() & 0xF;
        if (interleave > 2 || interleave == 0 && count > 1 || shift != 0) {
            throw input.error(
                    "Interleave mode %d with a point transform of %d is not supported".formatted(interleave, shift));
        }
        LsScan scan = new LsScan(input, parameters(near), count);
        lines(scan, components, tables, count > 1 && interleave == 2);
    }

    private int component(int identifier) throws CodecException {
        for (int i = 0; i < identifiers.length; i++) {
            if (identifiers[i] == identifier && !decoded[i]) {
                decoded[i] = true;
                return i;
            }
        }
        throw input.error("A scan names the component %d, which is unknown or decoded".formatted(identifier));
    }

    private LsParameters parameters(int near) throws CodecException {
        int most = (1 << precision) - 1;
        int maxval = presets[0] == 0 ? most : presets[0];
        if (maxval > most) {
            throw input.error("MAXVAL %d does not fit into %d bits".formatted(maxval, precision));
        }
        try {
            return LsParameters.of(maxval, near, presets[1], presets[2], presets[3], presets[4]);
        } catch (IllegalArgumentException e) {
            throw input.error("Impossible coding parameters: " + e.getMessage());
        }
    }

    private void lines(LsScan scan, int[] components, int[][] tables, boolean bySample) throws CodecException {
        boolean transformed = transform != LsColorTransform.NONE;
        if (transformed && components.length != 3) {
            throw input.error("A colour transform needs three interleaved components");
        }
        int[][] above = new int[components.length][columns + 2];
        int[][] lines = new int[components.length][columns + 2];
        for (int y = 0; y < layout.rows(); y++) {
            if (restartLines > 0 && y > 0 && y % restartLines == 0) {
                restart(scan, above, y);
            }
            if (bySample) {
                scan.pixels(above, lines);
            } else {
                for (int i = 0; i < lines.length; i++) {
                    scan.line(above[i], lines[i], i);
                }
            }
            write(y, components, tables, transformed ? transformed(lines) : lines);
            int[][] spent = above;
            above = lines;
            lines = spent;
        }
    }

    private void restart(LsScan scan, int[][] above, int y) throws CodecException {
        int expected = 0xD0 + (int) ((y / restartLines - 1) % 8);
        int marker = input.nextMarker();
        if (marker != expected) {
            throw input.error("Marker FF%02X stands where restart FF%02X belongs".formatted(marker, expected));
        }
        scan.restart();
        for (int[] line : above) {
            Arrays.fill(line, 0);
        }
    }

    private int[][] transformed(int[][] lines) {
        int[][] copy = {lines[0].clone(), lines[1].clone(), lines[2].clone()};
        transform.invert(copy, columns, 1 << precision);
        return copy;
    }

    private void write(int y, int[] components, int[][] tables, int[][] lines) throws CodecException {
        int width = layout.sampleBytes();
        int step = layout.samplesPerPixel() * width;
        long start = (long) y * row.length;
        if (components.length < layout.samplesPerPixel()) {
            MemorySegment.copy(samples, ValueLayout.JAVA_BYTE, start, row, 0, row.length);
        }
        for (int i = 0; i < components.length; i++) {
            int[] line = tables[i].length == 0 ? lines[i] : mapped(lines[i], tables[i]);
            int at = components[i] * width;
            if (width == 1) {
                for (int x = 1; x <= columns; x++, at += step) {
                    row[at] = (byte) line[x];
                }
            } else {
                for (int x = 1; x <= columns; x++, at += step) {
                    row[at] = (byte) line[x];
                    row[at + 1] = (byte) (line[x] >> 8);
                }
            }
        }
        MemorySegment.copy(row, 0, samples, ValueLayout.JAVA_BYTE, start, row.length);
    }

    private int[] mapped(int[] line, int[] table) throws CodecException {
        int[] mapped = new int[line.length];
        for (int x = 1; x <= columns; x++) {
            if (line[x] >= table.length) {
                throw input.error("A sample is beyond the end of its mapping table");
            }
            mapped[x] = table[line[x]];
        }
        return mapped;
    }
}
