package org.lectern.imaging.codec.jpeg;

import java.io.ByteArrayOutputStream;

/** Writes JPEG streams for tests, lossless ones from samples to bits; plain rather than fast. */
final class JpegWriter {
    /** Codes of five bits for the sizes 0 to 16, so that every size can occur; the last five-bit codes stay free. */
    private static final int CODE_BITS = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int bits;
    private int bitCount;

    byte[] toByteArray() {
        return out.toByteArray();
    }

    JpegWriter bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    JpegWriter marker(int code) {
        return bytes(0xff, code);
    }

    JpegWriter u16(int value) {
        return bytes(value >> 8, value);
    }

    /** A table in which the size s has the five-bit code s. */
    JpegWriter differenceTable(int index) {
        marker(Marker.DHT).u16(19 + 17).bytes(index);
        for (int length = 1; length <= 16; length++) {
            bytes(length == CODE_BITS ? 17 : 0);
        }
        for (int size = 0; size <= 16; size++) {
            bytes(size);
        }
        return this;
    }

    JpegWriter frame(int process, int precision, int lines, int columns, int components) {
        marker(process)
                .u16(8 + 3 * components)
                .bytes(precision)
                .u16(lines)
                .u16(columns)
                .bytes(components);
        for (int c = 0; c < components; c++) {
            bytes(c + 1, 0x11, 0);
        }
        return this;
    }

    JpegWriter scan(int[] components, int start, int end, int approximation) {
        marker(Marker.SOS).u16(6 + 2 * components.length).bytes(components.length);
        for (int component : components) {
            bytes(component + 1, 0);
        }
        return bytes(start, end, approximation);
    }

    /**
     * The entropy-coded data of a lossless scan.
     *
     * @param samples colour-by-pixel, {@code components.length} of a pixel, unsigned, already shifted down
     */
    JpegWriter lossless(
            int[] samples, int columns, int components, int precision, int predictor, int rowsBetweenRestarts) {
        int width = columns * components;
        int lines = samples.length / width;
        int restarts = 0;
        for (int y = 0; y < lines; y++) {
            boolean first = y == 0;
            if (y > 0 && rowsBetweenRestarts > 0 && y % rowsBetweenRestarts == 0) {
                align();
                marker(Marker.RST0 + restarts++ % 8);
                first = true;
            }
            for (int i = 0; i < width; i++) {
                int at = y * width + i;
                int left = i < components ? -1 : samples[at - components];
                int above = first ? -1 : samples[at - width];
                int corner = first || left < 0 ? -1 : samples[at - width - components];
                difference(samples[at] - predict(predictor, left, above, corner, 1 << precision - 1));
            }
        }
        align();
        return this;
    }

    /** T.81 table H.1 and what H.1.2.1 says of the first row and column. */
    private static int predict(int predictor, int a, int b, int c, int middle) {
        if (b < 0) {
            return a < 0 ? middle : a;
        }
        if (a < 0) {
            return b;
        }
        return switch (predictor) {
            case 1 -> a;
            case 2 -> b;
            case 3 -> c;
            case 4 -> a + b - c;
            case 5 -> a + Math.floorDiv(b - c, 2);
            case 6 -> b + Math.floorDiv(a - c, 2);
            default -> (a + b) / 2;
        };
    }

    private void difference(int difference) {
        int wrapped = (short) difference;
        if (wrapped == -32768) {
            put(16, CODE_BITS);
            return;
        }
        int size = 32 - Integer.numberOfLeadingZeros(Math.abs(wrapped));
        put(size, CODE_BITS);
        put(wrapped < 0 ? wrapped - 1 : wrapped, size);
    }

    void put(int value, int length) {
        for (int i = length - 1; i >= 0; i--) {
            bits = bits << 1 | value >> i & 1;
            if (++bitCount == 8) {
                flushByte();
            }
        }
    }

    void align() {
        while (bitCount > 0) {
            put(1, 1);
        }
    }

    private void flushByte() {
        out.write(bits);
        if ((bits & 0xff) == 0xff) {
            out.write(0);
        }
        bits = 0;
        bitCount = 0;
    }
}
