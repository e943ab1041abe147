package org.lectern.imaging.pixel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lectern.imaging.pixel.PixelObjects.bytes;
import static org.lectern.imaging.pixel.PixelObjects.decode;
import static org.lectern.imaging.pixel.PixelObjects.image;
import static org.lectern.imaging.pixel.PixelObjects.littleEndian16;
import static org.lectern.imaging.pixel.PixelObjects.pixels;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.TransferSyntax;

final class ImagePixelsTest {
    private static final TransferSyntax LITTLE = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    private static final TransferSyntax BIG = TransferSyntax.EXPLICIT_BIG_ENDIAN;

    @Test
    void aPlainFrameIsTheBytesOfTheFile() throws IOException {
        byte[] cells = littleEndian16(1, 2, 3, 4, 5, 65535);
        DataSet object = pixels(image(2, 3, 1, 16), VR.OW, cells).build();
        assertArrayEquals(cells, decode(object, LITTLE, 0));
        try (Arena arena = Arena.ofConfined()) {
            var direct = ImagePixels.of(object, LITTLE).nativeFrame(0, arena).orElseThrow();
            assertArrayEquals(cells, direct.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    void theSecondFrameFollowsTheFirst() throws IOException {
        DataSet object = pixels(image(1, 3, 1, 8).number(Tag.NumberOfFrames, 2), VR.OB, bytes(1, 2, 3, 4, 5, 6))
                .build();
        assertArrayEquals(bytes(4, 5, 6), decode(object, LITTLE, 1));
    }

    @Test
    void colourByPlaneBecomesColourByPixel() throws IOException {
        DataSet object = pixels(
                        image(1, 2, 3, 8).number(Tag.PlanarConfiguration, 1), VR.OB, bytes(1, 2, 11, 12, 21, 22))
                .build();
        assertArrayEquals(bytes(1, 11, 21, 2, 12, 22), decode(object, LITTLE, 0));
    }

    @Test
    void bigEndianWordsAreSwapped() throws IOException {
        DataSet object = pixels(image(1, 2, 1, 16), VR.OW, ByteOrder.BIG_ENDIAN, bytes(0x12, 0x34, 0x56, 0x78))
                .build();
        assertArrayEquals(littleEndian16(0x1234, 0x5678), decode(object, BIG, 0));
    }

    @Test
    void bytesInBigEndianWordsTradePlacesAlsoWhereAFrameBeginsWithinAWord() throws IOException {
        DataSet.Builder image = image(1, 3, 1, 8).number(Tag.NumberOfFrames, 2);
        DataSet object = pixels(image, VR.OW, ByteOrder.BIG_ENDIAN, bytes(2, 1, 4, 3, 6, 5))
                .build();
        assertArrayEquals(bytes(1, 2, 3), decode(object, BIG, 0));
        assertArrayEquals(bytes(4, 5, 6), decode(object, BIG, 1));
    }

    @Test
    void bytesOfABigEndianByteStreamStay() throws IOException {
        DataSet object = pixels(image(1, 2, 1, 8), VR.OB, ByteOrder.BIG_ENDIAN, bytes(1, 2))
                .build();
        assertArrayEquals(bytes(1, 2), decode(object, BIG, 0));
    }

    @Test
    void oneBitFramesBeginWithinAByte() throws IOException {
        // three frames of 1 × 3: 101, 011, 110, first pixel in the lowest bit
        DataSet object = pixels(image(1, 3, 1, 1).number(Tag.NumberOfFrames, 3), VR.OB, bytes(0b11_110_101, 0b0))
                .build();
        assertArrayEquals(bytes(0b101), decode(object, LITTLE, 0));
        assertArrayEquals(bytes(0b110), decode(object, LITTLE, 1));
        assertArrayEquals(bytes(0b011), decode(object, LITTLE, 2));
    }

    @Test
    void twelveBitCellsAreWidened() throws IOException {
        DataSet object =
                pixels(image(1, 2, 1, 12), VR.OW, bytes(0x23, 0x61, 0x45, 0)).build();
        assertEquals(16, ImagePixels.of(object, LITTLE).layout().bitsAllocated());
        assertArrayEquals(littleEndian16(0x123, 0x456), decode(object, LITTLE, 0));
    }

    @Test
    void halfChrominanceIsSpreadOverBothPixels() throws IOException {
        DataSet.Builder image = image(1, 4, 3, 8).text(Tag.PhotometricInterpretation, "YBR_FULL_422");
        DataSet object = pixels(image, VR.OB, bytes(1, 2, 50, 60, 3, 4, 51, 61)).build();
        try (ImagePixels pixels = ImagePixels.of(object, LITTLE)) {
            assertArrayEquals(bytes(1, 50, 60, 2, 50, 60, 3, 51, 61, 4, 51, 61), decode(pixels, 0));
        }
    }

    @Test
    void fullChrominanceUnderTheNameOfHalfIsSeenByItsLength() throws IOException {
        DataSet.Builder image = image(1, 2, 3, 8).text(Tag.PhotometricInterpretation, "YBR_FULL_422");
        DataSet object = pixels(image, VR.OB, bytes(1, 2, 3, 4, 5, 6)).build();
        ImagePixels pixels = ImagePixels.of(object, LITTLE);
        assertArrayEquals(bytes(1, 2, 3, 4, 5, 6), decode(pixels, 0));
        assertEquals(1, pixels.findings().size());
    }

    @Test
    void floatPixelDataNeedNoBitsAllocated() throws IOException {
        DataSet object = image(1, 1, 1, 8)
                .remove(Tag.BitsAllocated)
                .bulk(Tag.FloatPixelData, VR.OF, BulkData.InMemory.of(bytes(0, 0, 0x80, 0x3F)))
                .build();
        ImagePixels pixels = ImagePixels.of(object, LITTLE);
        assertEquals(SampleFormat.FLOAT, pixels.format());
        assertEquals(32, pixels.layout().bitsAllocated());
        assertArrayEquals(bytes(0, 0, 0x80, 0x3F), decode(pixels, 0));
    }

    @Test
    void framesBeforeTheEndOfShortPixelDataAreWhole() throws IOException {
        DataSet object = pixels(image(1, 2, 1, 8).number(Tag.NumberOfFrames, 4), VR.OB, bytes(1, 2, 3, 4, 5))
                .build();
        ImagePixels pixels = ImagePixels.of(object, LITTLE);
        assertEquals(3, pixels.frameCount());
        assertEquals(4, pixels.declaredFrameCount());
        assertArrayEquals(bytes(3, 4), decode(pixels, 1));
        assertTrue(message(() -> decode(pixels, 2)).contains("ends within frame 3"));
        assertTrue(message(() -> decode(pixels, 3)).contains("frame 4 is missing"));
        assertEquals(1, pixels.findings().size());
    }

    @Test
    void aMillionDeclaredFramesCostNothing() throws IOException {
        DataSet object = pixels(image(1, 2, 1, 8).number(Tag.NumberOfFrames, 1_000_000), VR.OB, bytes(1, 2))
                .build();
        assertEquals(1, ImagePixels.of(object, LITTLE).frameCount());
    }

    @Test
    void impossibleAttributesAreNamed() {
        assertTrue(message(() -> layout(image(1, 1, 1, 13))).startsWith("(0028,0100) Bits Allocated"));
        assertTrue(message(() -> layout(image(0, 1, 1, 8))).startsWith("(0028,0010) Rows"));
        assertTrue(message(() -> layout(image(1, 1, 1, 8).remove(Tag.Columns))).startsWith("(0028,0011) Columns"));
        assertTrue(message(() -> layout(image(1, 1, 1, 8).text(Tag.Rows, VR.CS, "MANY")))
                .contains("holds no number"));
        assertTrue(message(() -> layout(image(65535, 65535, 1, 16))).contains("2 GiB"));
        assertTrue(message(() -> layout(image(1, 1, 9, 8))).startsWith("(0028,0002) Samples per Pixel"));
    }

    @Test
    void missingPixelDataAreNamed() {
        assertTrue(message(() -> ImagePixels.of(image(1, 1, 1, 8).build(), LITTLE))
                .startsWith("(7FE0,0010) Pixel Data is missing"));
    }

    @Test
    void anInconsistentHighBitIsAFinding() throws IOException {
        DataSet object = pixels(image(1, 2, 1, 16).number(Tag.HighBit, 99), VR.OW, littleEndian16(1, 2))
                .build();
        ImagePixels pixels = ImagePixels.of(object, LITTLE);
        assertEquals(15, pixels.layout().highBit());
        assertEquals(Tag.HighBit, pixels.findings().getFirst().tag());
    }

    private static PixelLayout layout(DataSet.Builder builder) throws PixelDataException {
        return PixelLayout.of(builder.build());
    }

    private static String message(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(PixelDataException.class, action).getMessage();
    }
}
