package org.lectern.imaging.codec.jpegxl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.lectern.imaging.codec.Layouts;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** A small frame made by another encoder, with the samples of its decoder and how far ours may be from them. */
record PinnedJxl(String name, PixelLayout layout, int tolerance, byte[] frame, byte[] samples) {
    static Stream<PinnedJxl> all() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PinnedJxl.class.getResourceAsStream("pinned-frames.txt")),
                StandardCharsets.UTF_8))) {
            List<PinnedJxl> frames = lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(PinnedJxl::of)
                    .toList();
            return frames.stream();
        }
    }

    static PinnedJxl named(String name) throws IOException {
        return all().filter(frame -> frame.name.equals(name)).findFirst().orElseThrow();
    }

    private static PinnedJxl of(String line) {
        String[] field = line.split(" ", -1);
        int rows = Integer.parseInt(field[1]);
        int columns = Integer.parseInt(field[2]);
        int bits = Integer.parseInt(field[4]);
        PixelLayout layout = field[3].equals("1")
                ? Layouts.grey(rows, columns, bits, bits)
                : Layouts.colour(rows, columns, 3, bits, PhotometricInterpretation.RGB);
        Base64.Decoder base64 = Base64.getDecoder();
        return new PinnedJxl(
                field[0], layout, Integer.parseInt(field[5]), base64.decode(field[6]), base64.decode(field[7]));
    }

    /** Compares little-endian samples. */
    static void assertClose(byte[] expected, byte[] actual, int sampleBytes, int tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i += sampleBytes) {
            int difference = sample(expected, i, sampleBytes) - sample(actual, i, sampleBytes);
            assertTrue(Math.abs(difference) <= tolerance, "sample " + i / sampleBytes + " is off by " + difference);
        }
    }

    private static int sample(byte[] bytes, int at, int sampleBytes) {
        int low = bytes[at] & 0xFF;
        return sampleBytes == 1 ? low : low | (bytes[at + 1] & 0xFF) << 8;
    }

    @Override
    public String toString() {
        return name;
    }
}
