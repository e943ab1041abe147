package org.lectern.imaging.codec.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.Layouts;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

class LosslessJpegTest {
    private static final int ROWS = 13;
    private static final int COLUMNS = 17;
    private static final int[] FIRST = {0};

    /** Noise with the extremes in it, so that differences wrap. */
    private static int[] noise(int count, int precision) {
        Random random = new Random(precision);
        int maximum = (1 << precision) - 1;
        return random.ints(count, 0, 4)
                .map(kind -> kind == 0 ? 0 : kind == 1 ? maximum : random.nextInt(maximum + 1))
                .toArray();
    }

    private static JpegWriter start(int precision, int lines, int components) {
        return new JpegWriter()
                .marker(Marker.SOI)
                .differenceTable(0)
                .frame(Marker.SOF3, precision, lines, COLUMNS, components);
    }

    private static byte[] grey(int[] samples, int precision, int predictor) {
        return start(precision, ROWS, 1)
                .scan(FIRST, predictor, 0, 0)
                .lossless(samples, COLUMNS, 1, precision, predictor, 0)
                .marker(Marker.EOI)
                .toByteArray();
    }

    private static int[] decode(byte[] frame, PixelLayout layout) throws CodecException {
        ByteBuffer bytes = ByteBuffer.wrap(Layouts.decode(new JpegDecoder(), frame, layout, 0x55))
                .order(ByteOrder.LITTLE_ENDIAN);
        int[] samples = new int[(int) layout.frameSamples()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = layout.bitsAllocated() == 8 ? bytes.get(i) & 0xff : bytes.getShort(2 * i) & 0xffff;
        }
        return samples;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void everyPredictorRestoresEveryPrecision(int predictor) throws CodecException {
        for (int precision = 2; precision <= 16; precision++) {
            int[] samples = noise(ROWS * COLUMNS, precision);
            PixelLayout layout = Layouts.grey(ROWS, COLUMNS, 16, precision);
            assertArrayEquals(samples, decode(grey(samples, precision, predictor), layout), precision + " bit");
        }
    }

    @Test
    void narrowSamplesFillBytes() throws CodecException {
        int[] samples = noise(ROWS * COLUMNS, 7);
        assertArrayEquals(samples, decode(grey(samples, 7, 4), Layouts.grey(ROWS, COLUMNS, 8, 7)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void aDifferenceOf32768HasNoAdditionalBits(int predictor) throws CodecException {
        int[] samples = new int[ROWS * COLUMNS];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % 2 == 0 ? 0 : 32768;
        }
        PixelLayout layout = Layouts.grey(ROWS, COLUMNS, 16, 16);
        assertArrayEquals(samples, decode(grey(samples, 16, predictor), layout));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7})
    void predictionStartsAnewAfterARestartMarker(int predictor) throws CodecException {
        int[] samples = noise(ROWS * COLUMNS, 12);
        byte[] frame = start(12, ROWS, 1)
                .marker(Marker.DRI)
                .u16(4)
                .u16(COLUMNS)
                .scan(FIRST, predictor, 0, 0)
                .lossless(samples, COLUMNS, 1, 12, predictor, 1)
                .marker(Marker.EOI)
                .toByteArray();
        assertArrayEquals(samples, decode(frame, Layouts.grey(ROWS, COLUMNS, 16, 12)));
    }

    @Test
    void aPointTransformScalesTheSamples() throws CodecException {
        int[] samples = noise(ROWS * COLUMNS, 10);
        byte[] frame = start(12, ROWS, 1)
                .scan(FIRST, 6, 0, 2)
                .lossless(samples, COLUMNS, 1, 10, 6, 0)
                .marker(Marker.EOI)
                .toByteArray();
        int[] expected = Arrays.stream(samples).map(sample -> sample << 2).toArray();
        assertArrayEquals(expected, decode(frame, Layouts.grey(ROWS, COLUMNS, 16, 12)));
    }

    @Test
    void interleavedColourIsRestored() throws CodecException {
        int[] samples = noise(ROWS * COLUMNS * 3, 8);
        byte[] frame = start(8, ROWS, 3)
                .scan(new int[] {0, 1, 2}, 5, 0, 0)
                .lossless(samples, COLUMNS, 3, 8, 5, 0)
                .marker(Marker.EOI)
                .toByteArray();
        PixelLayout layout = Layouts.colour(ROWS, COLUMNS, 3, 8, PhotometricInterpretation.RGB);
        assertArrayEquals(samples, decode(frame, layout));
    }

    @Test
    void componentsInScansOfTheirOwnAreWoven() throws CodecException {
        for (int bits : new int[] {8, 16}) {
            int[] samples = noise(ROWS * COLUMNS * 3, bits);
            JpegWriter writer = start(bits, ROWS, 3);
            for (int component : new int[] {2, 0, 1}) {
                int[] plane = new int[ROWS * COLUMNS];
                Arrays.setAll(plane, i -> samples[3 * i + component]);
                writer.scan(new int[] {component}, 7, 0, 0).lossless(plane, COLUMNS, 1, bits, 7, 0);
            }
            PixelLayout layout = Layouts.colour(ROWS, COLUMNS, 3, bits, PhotometricInterpretation.RGB);
            assertArrayEquals(samples, decode(writer.marker(Marker.EOI).toByteArray(), layout));
        }
    }

    @Test
    void theNumberOfLinesMayFollowTheScan() throws CodecException {
        int[] samples = noise(ROWS * COLUMNS, 8);
        JpegWriter writer = start(8, 0, 1)
                .scan(FIRST, 1, 0, 0)
                .lossless(samples, COLUMNS, 1, 8, 1, 0)
                .marker(Marker.DNL);
        byte[] frame = writer.u16(4).u16(ROWS).marker(Marker.EOI).toByteArray();
        assertArrayEquals(samples, decode(frame, Layouts.grey(ROWS, COLUMNS, 8, 8)));
        frame[frame.length - 3]++;
        assertThrows(CodecException.class, () -> decode(frame, Layouts.grey(ROWS, COLUMNS, 8, 8)));
    }

    @Test
    void aStreamThatEndsEarlyIsAnErrorThatNamesThePlace() {
        byte[] whole = grey(noise(ROWS * COLUMNS, 12), 12, 1);
        PixelLayout layout = Layouts.grey(ROWS, COLUMNS, 16, 12);
        for (int length = 0; length < whole.length - 3; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            CodecException e = assertThrows(CodecException.class, () -> decode(cut, layout));
            assertTrue(e.offset() <= length, e.getMessage());
        }
    }

    @Test
    void whatFollowsTheLastPixelDoesNotMatter() throws CodecException {
        int[] samples = noise(ROWS * COLUMNS, 12);
        byte[] whole = grey(samples, 12, 1);
        PixelLayout layout = Layouts.grey(ROWS, COLUMNS, 16, 12);
        assertArrayEquals(samples, decode(Arrays.copyOf(whole, whole.length - 2), layout), "no end of image");
        assertArrayEquals(samples, decode(Arrays.copyOf(whole, whole.length + 3), layout), "padding");
    }

    @Test
    void aMissingRestartMarkerIsAnError() {
        int[] samples = noise(ROWS * COLUMNS, 12);
        byte[] frame = start(12, ROWS, 1)
                .marker(Marker.DRI)
                .u16(4)
                .u16(COLUMNS)
                .scan(FIRST, 1, 0, 0)
                .lossless(samples, COLUMNS, 1, 12, 1, 2)
                .toByteArray();
        assertThrows(CodecException.class, () -> decode(frame, Layouts.grey(ROWS, COLUMNS, 16, 12)));
    }

    @Test
    void aStreamOfOtherDimensionsIsRefused() {
        byte[] frame = grey(noise(ROWS * COLUMNS, 12), 12, 1);
        for (PixelLayout other : new PixelLayout[] {
            Layouts.grey(ROWS + 1, COLUMNS, 16, 12),
            Layouts.grey(ROWS, COLUMNS - 1, 16, 12),
            Layouts.grey(ROWS, COLUMNS, 8, 8),
            Layouts.grey(ROWS, COLUMNS, 32, 12),
            Layouts.colour(ROWS, COLUMNS, 3, 16, PhotometricInterpretation.RGB)
        }) {
            assertThrows(CodecException.class, () -> decode(frame, other));
        }
    }

    @Test
    void aHugeImageInAFewBytesIsRefusedBeforeAnythingIsDecoded() {
        byte[] frame = new JpegWriter()
                .marker(Marker.SOI)
                .differenceTable(0)
                .frame(Marker.SOF2, 8, 30000, 30000, 1)
                .scan(FIRST, 0, 0, 0)
                .toByteArray();
        CodecException e = assertThrows(
                CodecException.class,
                () -> new JpegDecoder()
                        .decode(EncodedFrame.of(frame), Layouts.grey(30000, 30000, 8, 8), MemorySegment.NULL));
        assertEquals(frame.length, e.offset());
    }

    @Test
    void arithmeticCodingIsRefusedByName() {
        byte[] frame = new JpegWriter()
                .marker(Marker.SOI)
                .frame(0xc9, 8, ROWS, COLUMNS, 1)
                .toByteArray();
        CodecException e = assertThrows(CodecException.class, () -> decode(frame, Layouts.grey(ROWS, COLUMNS, 8, 8)));
        assertTrue(e.getMessage().contains("arithmetic coding"), e.getMessage());
    }
}
