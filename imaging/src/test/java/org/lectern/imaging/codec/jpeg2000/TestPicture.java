package org.lectern.imaging.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.lectern.imaging.codec.Layouts;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** A picture of waves, squares and a little noise, and its portable-anymap form. */
record TestPicture(int width, int height, int samples, int bits, int[] values) {
    static TestPicture of(int width, int height, int samples, int bits) {
        Random random = new Random(width * 31L + bits);
        int maximum = (1 << bits) - 1;
        int[] values = new int[width * height * samples];
        for (int i = 0; i < values.length; i++) {
            int c = i % samples;
            int x = i / samples % width;
            int y = i / samples / width;
            double wave = Math.sin(x / (17.0 + 3 * c)) + Math.cos(y / (23.0 - c)) + (x / 13 + y / 9) % 2 * 0.5;
            double value = (0.5 + 0.2 * wave + 0.01 * random.nextGaussian()) * maximum;
            values[i] = Math.clamp(Math.round(value), 0, maximum);
        }
        return new TestPicture(width, height, samples, bits, values);
    }

    /** Reads P5 or P6, as the decoders write them. */
    static TestPicture parse(byte[] file) {
        int[] header = new int[3];
        int at = 2;
        for (int i = 0; i < 3; i++) {
            while (file[at] <= ' ' || file[at] == '#') {
                boolean comment = file[at] == '#';
                while (comment && file[at] != '\n') {
                    at++;
                }
                at++;
            }
            while (file[at] > ' ') {
                header[i] = header[i] * 10 + file[at++] - '0';
            }
        }
        at++;
        int samples = file[1] == '6' ? 3 : 1;
        int[] values = new int[header[0] * header[1] * samples];
        for (int i = 0; i < values.length; i++) {
            values[i] = header[2] < 256
                    ? file[at + i] & 0xFF
                    : (file[at + 2 * i] & 0xFF) << 8 | file[at + 2 * i + 1] & 0xFF;
        }
        return new TestPicture(header[0], header[1], samples, 32 - Integer.numberOfLeadingZeros(header[2]), values);
    }

    String extension() {
        return samples == 3 ? ".ppm" : ".pgm";
    }

    byte[] anymap() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        String header = "P%d\n%d %d\n%d\n".formatted(samples == 3 ? 6 : 5, width, height, (1 << bits) - 1);
        file.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        for (int value : values) {
            if (bits > 8) {
                file.write(value >> 8);
            }
            file.write(value);
        }
        return file.toByteArray();
    }

    PixelLayout layout() {
        int allocated = bits > 8 ? 16 : 8;
        return samples == 1
                ? Layouts.grey(height, width, allocated, bits)
                : Layouts.colour(height, width, samples, allocated, PhotometricInterpretation.RGB);
    }

    /** The picture that decoded bytes hold. */
    TestPicture with(byte[] decoded) {
        int bytes = bits > 8 ? 2 : 1;
        int[] read = new int[values.length];
        for (int i = 0; i < read.length; i++) {
            read[i] = decoded[i * bytes] & 0xFF | (bytes == 2 ? (decoded[i * 2 + 1] & 0xFF) << 8 : 0);
        }
        return new TestPicture(width, height, samples, bits, read);
    }

    int greatestDifference(TestPicture other) {
        int greatest = 0;
        for (int i = 0; i < values.length; i++) {
            greatest = Math.max(greatest, Math.abs(values[i] - other.values[i]));
        }
        return greatest;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof TestPicture p && p.width == width && p.height == height && Arrays.equals(p.values, values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "%d x %d x %d of %d bit".formatted(width, height, samples, bits);
    }
}
