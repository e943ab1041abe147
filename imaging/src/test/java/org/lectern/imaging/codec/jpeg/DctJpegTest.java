package org.lectern.imaging.codec.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.Layouts;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The JDK carries the Independent JPEG Group's library, which is the oracle here: equal to the last bit. */
class DctJpegTest {
    private static final int ROWS = 53;
    private static final int COLUMNS = 67;

    private static BufferedImage picture(int type, int columns, int rows) {
        BufferedImage image = new BufferedImage(columns, rows, type);
        Random random = new Random(3);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int r = (int) (127 + 100 * Math.sin(x / 5.0) * Math.cos(y / 7.0)) + random.nextInt(25);
                int g = x * 3 + random.nextInt(9) & 0xff;
                int b = y * 4 & 0xff;
                image.setRGB(x, y, r << 16 | g << 8 | b);
            }
        }
        return image;
    }

    /** A stream with the first component sampled by these factors and the others by 1 × 1. */
    private static byte[] encode(BufferedImage image, float quality, boolean progressive, int factors, int interval)
            throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
        Element tree = (Element) metadata.getAsTree("javax_imageio_jpeg_image_1.0");
        NodeList components = tree.getElementsByTagName("componentSpec");
        if (components.getLength() > 1) {
            ((Element) components.item(0)).setAttribute("HsamplingFactor", Integer.toString(factors / 10));
            ((Element) components.item(0)).setAttribute("VsamplingFactor", Integer.toString(factors % 10));
        }
        if (interval > 0) {
            IIOMetadataNode restart = new IIOMetadataNode("dri");
            restart.setAttribute("interval", Integer.toString(interval));
            tree.getElementsByTagName("markerSequence").item(0).insertBefore(restart, null);
        }
        metadata.setFromTree("javax_imageio_jpeg_image_1.0", tree);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** What the JDK reads, without a change of colours. */
    private static byte[] oracle(byte[] stream) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(stream))) {
            reader.setInput(in);
            Raster raster = reader.readRaster(0, null);
            int[] samples = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
            byte[] bytes = new byte[samples.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) samples[i];
            }
            return bytes;
        } finally {
            reader.dispose();
        }
    }

    private static byte[] decode(byte[] stream, PixelLayout layout) throws CodecException {
        return Layouts.decode(new JpegDecoder(), stream, layout, 0x55);
    }

    private static PixelLayout grey() {
        return Layouts.grey(ROWS, COLUMNS, 8, 8);
    }

    private static PixelLayout colour() {
        return Layouts.colour(ROWS, COLUMNS, 3, 8, PhotometricInterpretation.YBR_FULL_422);
    }

    private static byte[] greyStream(boolean progressive) throws IOException {
        return encode(picture(BufferedImage.TYPE_BYTE_GRAY, COLUMNS, ROWS), 0.8f, progressive, 11, 0);
    }

    /** Where the entropy-coded data begin. */
    private static int afterScanHeader(byte[] stream) {
        int at = find(stream, Marker.SOS);
        return at + 2 + (stream[at + 2] << 8 | stream[at + 3]);
    }

    private static int find(byte[] stream, int marker) {
        for (int i = 0; i < stream.length - 1; i++) {
            if (stream[i] == (byte) 0xff && stream[i + 1] == (byte) marker) {
                return i;
            }
        }
        throw new AssertionError("no such marker");
    }

    private static byte[] insert(byte[] stream, int at, byte... fresh) {
        byte[] result = Arrays.copyOf(stream, stream.length + fresh.length);
        System.arraycopy(fresh, 0, result, at, fresh.length);
        System.arraycopy(stream, at, result, at + fresh.length, stream.length - at);
        return result;
    }

    @ParameterizedTest
    @CsvSource({"0.3,false", "0.8,false", "1.0,false", "0.3,true", "0.8,true", "1.0,true"})
    void greyIsEqualToTheLastBit(float quality, boolean progressive) throws IOException {
        byte[] stream = encode(picture(BufferedImage.TYPE_BYTE_GRAY, COLUMNS, ROWS), quality, progressive, 11, 0);
        assertArrayEquals(oracle(stream), decode(stream, grey()));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 21, 22, 12, 41, 42, 14})
    void everySubSamplingIsEqualToTheLastBit(int factors) throws IOException {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] stream = encode(picture(BufferedImage.TYPE_INT_RGB, COLUMNS, ROWS), 0.8f, progressive, factors, 0);
            assertArrayEquals(oracle(stream), decode(stream, colour()), "progressive " + progressive);
        }
    }

    @Test
    void restartMarkersAreEqualToTheLastBit() throws IOException {
        for (int interval : new int[] {1, 3, 8}) {
            byte[] stream = encode(picture(BufferedImage.TYPE_INT_RGB, COLUMNS, ROWS), 0.8f, false, 22, interval);
            assertTrue(find(stream, Marker.RST0 + 1) > 0);
            assertArrayEquals(oracle(stream), decode(stream, colour()), "every " + interval);
        }
    }

    @Test
    void imagesSmallerThanABlockAreEqualToo() throws IOException {
        for (int rows = 1; rows < 20; rows += 3) {
            for (int columns = 1; columns < 20; columns++) {
                byte[] stream = encode(picture(BufferedImage.TYPE_INT_RGB, columns, rows), 0.9f, false, 22, 0);
                PixelLayout layout = Layouts.colour(rows, columns, 3, 8, PhotometricInterpretation.YBR_FULL);
                assertArrayEquals(oracle(stream), decode(stream, layout), columns + " × " + rows);
            }
        }
    }

    @Test
    void eightBitStreamsFillSixteenBitSamples() throws IOException {
        byte[] stream = greyStream(false);
        byte[] narrow = decode(stream, grey());
        byte[] wide = decode(stream, Layouts.grey(ROWS, COLUMNS, 16, 8));
        for (int i = 0; i < narrow.length; i++) {
            assertEquals(narrow[i], wide[2 * i]);
            assertEquals(0, wide[2 * i + 1]);
        }
    }

    @Test
    void theDataSetSaysWhatTheComponentsMean() throws IOException {
        byte[] stream = encode(picture(BufferedImage.TYPE_INT_RGB, COLUMNS, ROWS), 0.8f, false, 21, 0);
        MemorySegment samples = MemorySegment.ofArray(new byte[ROWS * COLUMNS * 3]);
        EncodedFrame frame = EncodedFrame.of(stream);
        assertEquals(PhotometricInterpretation.YBR_FULL, new JpegDecoder().decode(frame, colour(), samples));
        PixelLayout rgb = Layouts.colour(ROWS, COLUMNS, 3, 8, PhotometricInterpretation.RGB);
        assertEquals(PhotometricInterpretation.RGB, new JpegDecoder().decode(frame, rgb, samples));
        assertArrayEquals(decode(stream, colour()), decode(stream, rgb));
    }

    @Test
    void commentsUnknownSegmentsAndFillBytesArePassedOver() throws IOException {
        byte[] stream = greyStream(false);
        byte[] fresh = {-1, (byte) 0xfe, 0, 4, -1, -1, -1, -1, -1, (byte) 0xe7, 0, 2, -1, -1};
        assertArrayEquals(decode(stream, grey()), decode(insert(stream, find(stream, Marker.SOF0), fresh), grey()));
    }

    @Test
    void sixteenBitQuantisationTablesMeanTheSame() throws IOException {
        byte[] stream = greyStream(false);
        int at = find(stream, Marker.DQT);
        assertEquals(67, stream[at + 3]);
        byte[] wide = insert(stream, at + 5, new byte[64]);
        for (int i = 0; i < 64; i++) {
            wide[at + 5 + 2 * i] = 0;
            wide[at + 6 + 2 * i] = stream[at + 5 + i];
        }
        wide[at + 3] = (byte) (67 + 64);
        wide[at + 4] |= 0x10;
        assertArrayEquals(decode(stream, grey()), decode(wide, grey()));
    }

    @Test
    void aStreamCutAnywhereIsAnErrorThatNamesThePlace() throws IOException {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] stream = greyStream(progressive);
            for (int length = 0; length < stream.length - 4; length += length < 700 ? 1 : 7) {
                byte[] cut = Arrays.copyOf(stream, length);
                CodecException e = assertThrows(CodecException.class, () -> decode(cut, grey()), "at " + length);
                assertTrue(e.offset() <= length, e.getMessage());
            }
        }
    }

    @Test
    void aMissingEndMarkerAndWhatFollowsTheImageAreTolerated() throws IOException {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] stream = greyStream(progressive);
            byte[] expected = decode(stream, grey());
            assertArrayEquals(expected, decode(Arrays.copyOf(stream, stream.length - 2), grey()));
            assertArrayEquals(expected, decode(Arrays.copyOf(stream, stream.length + 33), grey()));
        }
    }

    @Test
    void aProgressiveStreamThatLacksItsLastScansAndItsEndIsAnError() throws IOException {
        byte[] stream = greyStream(true);
        int last = 0;
        for (int i = 0; i < stream.length - 1; i++) {
            last = stream[i] == (byte) 0xff && stream[i + 1] == (byte) Marker.SOS ? i : last;
        }
        byte[] cut = Arrays.copyOf(stream, last);
        assertThrows(CodecException.class, () -> decode(cut, grey()));
    }

    @Test
    void aMarkerInTheImageDataEndsThem() throws IOException {
        byte[] stream = greyStream(false);
        byte[] broken = insert(stream, afterScanHeader(stream) + 40, (byte) 0xff, (byte) Marker.EOI);
        assertThrows(CodecException.class, () -> decode(broken, grey()));
    }

    @Test
    void endlesslyManyScansOfAnEmptyImageAreRefused() {
        JpegWriter writer =
                new JpegWriter().marker(Marker.SOI).marker(Marker.DQT).u16(67).bytes(new int[65]);
        // in both tables the code 0: size 0, and the end of 2^14 blocks and more
        for (int[] table : new int[][] {{0x00, 0x00}, {0x10, 0xe0}}) {
            writer.marker(Marker.DHT)
                    .u16(20)
                    .bytes(table[0], 1)
                    .bytes(new int[15])
                    .bytes(table[1]);
        }
        writer.frame(Marker.SOF2, 8, 1024, 1024, 1).scan(new int[] {0}, 0, 0, 0).bytes(new int[16384 / 8]);
        for (int i = 0; i < 10_000; i++) {
            writer.scan(new int[] {0}, 1, 63, 0).bytes(0, 0, 0, 0);
        }
        byte[] stream = writer.marker(Marker.EOI).toByteArray();
        CodecException e = assertThrows(CodecException.class, () -> decode(stream, Layouts.grey(1024, 1024, 8, 8)));
        assertTrue(e.getMessage().contains("too many scans"), e.getMessage());
    }

    @Test
    void missingTablesAreNamed() throws IOException {
        byte[] stream = greyStream(false);
        byte[] broken = stream.clone();
        broken[find(broken, Marker.DQT) + 4] = 3;
        CodecException e = assertThrows(CodecException.class, () -> decode(broken, grey()));
        assertTrue(e.getMessage().contains("quantisation table 0"), e.getMessage());
    }
}
