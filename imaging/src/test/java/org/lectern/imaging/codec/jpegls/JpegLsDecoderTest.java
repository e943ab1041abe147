package org.lectern.imaging.codec.jpegls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;
import org.lectern.imaging.pixel.PixelObjects;

/** Against the example of the standard and against dcmtk's encoder (CharLS). */
final class JpegLsDecoderTest {
    @TempDir
    private Path folder;

    @Test
    void theExampleOfTheStandardDecodes() throws CodecException {
        // T.87 Annex H.3: four by four samples, lossless
        byte[] stream = HexFormat.of()
                .parseHex("FFD8FFF7000B08000400040101110 0FFDA0008010100000000C000006C80208E01C0000057400000"
                                .replace(" ", "")
                        + "6EE600000 1BC18000005D8000091 60FFD9".replace(" ", ""));
        byte[] expected = PixelObjects.bytes(0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145);
        assertArrayEquals(expected, decode(stream, layout(4, 4, 1, 8)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 8, 8, +el +il",
        "1, 16, 16, +el +il",
        "1, 16, 12, +el +il +t1 9 +t2 30 +t3 70 +rs 31",
        "3, 8, 8, +el +il",
        "3, 8, 8, +el +is",
        "3, 8, 8, +el +in",
        "1, 8, 8, +en +md 3",
        "1, 16, 12, +en +md 7",
        "3, 8, 8, +en +md 2 +is"
    })
    void whatCharLsEncodesDecodes(int samplesPerPixel, int allocated, int stored, String options) throws Exception {
        byte[] original = picture(61, 83, samplesPerPixel, allocated, stored);
        DicomFile encoded = encode(original, 61, 83, samplesPerPixel, allocated, stored, options);
        byte[] decoded = PixelObjects.decode(ImagePixels.of(encoded), 0);
        int near = options.contains("+md")
                ? Integer.parseInt(options.split("\\+md ")[1].split(" ")[0])
                : 0;
        int width = allocated / 8;
        for (int i = 0; i < original.length / width; i++) {
            int difference = Math.abs(sample(original, i, width) - sample(decoded, i, width));
            assertTrue(difference <= near, "sample " + i + " differs by " + difference);
        }
    }

    @Test
    void eachRestartIntervalBeginsAnew() throws Exception {
        // two halves, encoded apart, are the two restart intervals of one scan
        byte[] original = picture(40, 50, 1, 8, 8);
        byte[] upper = stream(encode(Arrays.copyOf(original, 1000), 20, 50, 1, 8, 8, "+el"));
        byte[] lower = stream(encode(Arrays.copyOfRange(original, 1000, 2000), 20, 50, 1, 8, 8, "+el"));
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(HexFormat.of().parseHex("FFD8FFF7000B080028003201011100FFDD00040014FFDA0008010100000000"));
        spliced.write(scan(upper));
        spliced.write(HexFormat.of().parseHex("FFD0"));
        spliced.write(scan(lower));
        spliced.write(HexFormat.of().parseHex("FFD9"));
        assertArrayEquals(original, decode(spliced.toByteArray(), layout(40, 50, 1, 8)));
    }

    @Test
    void anOversizeSegmentGivesTheDimensionsThatTheFrameHeaderLeavesOpen() throws Exception {
        byte[] original = picture(20, 50, 1, 8, 8);
        byte[] plain = stream(encode(original, 20, 50, 1, 8, 8, "+el"));
        ByteArrayOutputStream oversize = new ByteArrayOutputStream();
        oversize.write(HexFormat.of().parseHex("FFD8FFF8000C040400000014000000 32".replace(" ", "")));
        oversize.write(HexFormat.of().parseHex("FFF7000B080000000001011100FFDA0008010100000000"));
        oversize.write(scan(plain));
        oversize.write(HexFormat.of().parseHex("FFD9"));
        assertArrayEquals(original, decode(oversize.toByteArray(), layout(20, 50, 1, 8)));
    }

    @Test
    void aMappingTableReplacesSamples() throws Exception {
        byte[] original = picture(20, 50, 1, 8, 8);
        byte[] plain = stream(encode(original, 20, 50, 1, 8, 8, "+el"));
        ByteArrayOutputStream mapped = new ByteArrayOutputStream();
        mapped.write(HexFormat.of().parseHex("FFD8FFF7000B080014003201011100FFF801050201 01".replace(" ", "")));
        for (int i = 0; i < 256; i++) {
            mapped.write(255 - i);
        }
        mapped.write(HexFormat.of().parseHex("FFDA0008010101000000"));
        mapped.write(scan(plain));
        mapped.write(HexFormat.of().parseHex("FFD9"));
        byte[] inverted = new byte[original.length];
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = (byte) (255 - original[i]);
        }
        assertArrayEquals(inverted, decode(mapped.toByteArray(), layout(20, 50, 1, 8)));
    }

    @Test
    void hpColourTransformsAreUndone() {
        // forward as HP defined them for (200, 100, 30): differences from green, halved for HP2 and HP3
        int[][][] coded = {{{228}, {100}, {58}}, {{228}, {100}, {8}}, {{100 + 30 / 4 - 64 & 0xFF}, {58}, {228}}};
        coded[2][0][0] = 100 + (58 + 228 >> 2) - 64;
        LsColorTransform[] transforms = {LsColorTransform.HP1, LsColorTransform.HP2, LsColorTransform.HP3};
        for (int i = 0; i < 3; i++) {
            int[][] lines = new int[3][3];
            for (int c = 0; c < 3; c++) {
                lines[c][1] = coded[i][c][0];
            }
            transforms[i].invert(lines, 1, 256);
            assertEquals("200 100 30", lines[0][1] + " " + lines[1][1] + " " + lines[2][1], transforms[i].name());
        }
    }

    @Test
    void dimensionsThatDisagreeAreRefused() throws Exception {
        byte[] stream = stream(encode(picture(20, 50, 1, 8, 8), 20, 50, 1, 8, 8, "+el"));
        for (PixelLayout other : new PixelLayout[] {layout(21, 50, 1, 8), layout(20, 51, 1, 8), layout(20, 50, 3, 8)}) {
            assertThrows(CodecException.class, () -> decode(stream, other));
        }
    }

    @Test
    void aThousandDamagedStreamsYieldAnErrorOrAPicture() throws Exception {
        byte[][] streams = {
            stream(encode(picture(33, 47, 1, 16, 12), 33, 47, 1, 16, 12, "+el")),
            stream(encode(picture(33, 47, 3, 8, 8), 33, 47, 3, 8, 8, "+el +is")),
            stream(encode(picture(33, 47, 3, 8, 8), 33, 47, 3, 8, 8, "+en +md 3"))
        };
        PixelLayout[] layouts = {layout(33, 47, 1, 16), layout(33, 47, 3, 8), layout(33, 47, 3, 8)};
        Random random = new Random(20261122);
        for (int i = 0; i < 1000; i++) {
            byte[] damaged = streams[i % 3].clone();
            for (int change = 0; change <= i % 4; change++) {
                int at = random.nextInt(i % 2 == 0 ? Math.min(60, damaged.length) : damaged.length);
                damaged[at] = (byte) random.nextInt(256);
            }
            byte[] cut = i % 5 == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
            try {
                decode(cut, layouts[i % 3]);
            } catch (CodecException e) {
                assertTrue(e.getMessage().length() > 10);
            }
        }
    }

    private DicomFile encode(
            byte[] samples, int rows, int columns, int samplesPerPixel, int allocated, int stored, String options)
            throws Exception {
        DataSet object = PixelObjects.pixels(
                        PixelObjects.image(rows, columns, samplesPerPixel, allocated)
                                .number(Tag.BitsStored, stored)
                                .number(Tag.HighBit, stored - 1),
                        allocated == 8 ? VR.OB : VR.OW,
                        samples)
                .build();
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(object, folder.resolve("plain.dcm"));
        String[] command = ("dcmcjpls " + options + " plain.dcm encoded.dcm").split(" ");
        PixelObjects.run(folder, command);
        return DicomFile.read(folder.resolve("encoded.dcm"));
    }

    private static byte[] stream(DicomFile file) throws IOException {
        Element.Encapsulated element =
                (Element.Encapsulated) file.dataSet().element(Tag.PixelData).orElseThrow();
        try (Arena arena = Arena.ofConfined()) {
            return element.fragments().getFirst().map(arena).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** The entropy-coded data between the scan header and the end of the image. */
    private static byte[] scan(byte[] stream) {
        int start = 0;
        while (stream[start] != (byte) 0xFF || stream[start + 1] != (byte) 0xDA) {
            start++;
        }
        int end = stream.length - 1;
        while (stream[end - 1] != (byte) 0xFF || stream[end] != (byte) 0xD9) {
            end--;
        }
        while (stream[end - 2] == (byte) 0xFF && end - 2 > start) {
            end--; // dcmtk pads with an extended end marker
        }
        return Arrays.copyOfRange(stream, start + 10, end - 1);
    }

    /** Smooth shades, noise, and flat parts that make runs. */
    private static byte[] picture(int rows, int columns, int samplesPerPixel, int allocated, int stored) {
        Random random = new Random(7);
        int width = allocated / 8;
        int most = (1 << stored) - 1;
        byte[] samples = new byte[rows * columns * samplesPerPixel * width];
        for (int i = 0; i < samples.length / width; i++) {
            int pixel = i / samplesPerPixel;
            int x = pixel % columns;
            int y = pixel / columns;
            int value = x < 20 ? most : x < 40 ? most / 3 * (i % samplesPerPixel + 1) : (x * 31 + y * 17) * most / 4000;
            value = x > 55 ? random.nextInt(most + 1) : value;
            samples[i * width] = (byte) value;
            if (width == 2) {
                samples[i * 2 + 1] = (byte) (value >> 8);
            }
        }
        return samples;
    }

    private static int sample(byte[] samples, int index, int width) {
        return width == 1 ? samples[index] & 0xFF : samples[index * 2] & 0xFF | (samples[index * 2 + 1] & 0xFF) << 8;
    }

    private static PixelLayout layout(int rows, int columns, int samples, int bits) {
        PhotometricInterpretation photometric =
                samples == 1 ? PhotometricInterpretation.MONOCHROME2 : PhotometricInterpretation.RGB;
        return new PixelLayout(rows, columns, samples, bits, bits, bits - 1, false, photometric, false);
    }

    private static byte[] decode(byte[] stream, PixelLayout layout) throws CodecException {
        byte[] samples = new byte[Math.toIntExact(layout.frameBytes())];
        new JpegLsDecoder().decode(EncodedFrame.of(stream), layout, MemorySegment.ofArray(samples));
        return samples;
    }
}
