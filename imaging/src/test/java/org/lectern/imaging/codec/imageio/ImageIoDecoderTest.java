package org.lectern.imaging.codec.imageio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lectern.imaging.pixel.PixelObjects.bytes;
import static org.lectern.imaging.pixel.PixelObjects.fragments;
import static org.lectern.imaging.pixel.PixelObjects.image;
import static org.lectern.imaging.pixel.PixelObjects.littleEndian16;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.Decoders;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.jpeg2000.Jpeg2000Decoder;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;
import org.lectern.imaging.pixel.PixelObjects;

/** The plug-in {@link MadeUpReaderSpi} lies on the class path of the tests, named in META-INF/services. */
final class ImageIoDecoderTest {
    private static final byte[] STREAM = bytes(2, 1, 0x12, 0x34, 0xFF, 0xFE);

    @Test
    void aPlugInOnTheClassPathAddsATransferSyntax() throws IOException {
        DataSet object = fragments(image(1, 2, 1, 16), new byte[0], STREAM).build();
        ImagePixels pixels = ImagePixels.of(object, TransferSyntax.of(MadeUpReaderSpi.SYNTAX));
        assertArrayEquals(littleEndian16(0x1234, 0xFFFE), PixelObjects.decode(pixels, 0));
    }

    @Test
    void aPlugInTakesThePlaceOfABuiltInDecoder() throws IOException {
        assertInstanceOf(
                ImageIoDecoder.class,
                Decoders.standard().decoder(Uid.JPEGLosslessNonHierarchical15).orElseThrow());
        assertInstanceOf(
                Jpeg2000Decoder.class,
                Decoders.standard().decoder(Uid.JPEG2000Lossless).orElseThrow());
        DataSet object = fragments(image(1, 2, 1, 16), new byte[0], STREAM).build();
        assertArrayEquals(
                littleEndian16(0x1234, 0xFFFE),
                PixelObjects.decode(object, TransferSyntax.of(Uid.JPEGLosslessNonHierarchical15), 0));
    }

    @Test
    void aPlugInNamesTransferSyntaxesByTheirUsualNames() {
        assertEquals(
                Set.of(Uid.JPEG2000Lossless, Uid.JPEG2000, "1.2.3.4"),
                ImageIoPlugIns.syntaxes(new MadeUpReaderSpi("JPEG2000", "png", "1.2.3.4")));
        assertEquals(
                Set.of(Uid.JPEGLSLossless, Uid.JPEGLSNearLossless),
                ImageIoPlugIns.syntaxes(new MadeUpReaderSpi("jpeg-ls")));
    }

    @Test
    void theJdksOwnReadersAreNoPlugIns() {
        assertTrue(
                Decoders.standard().decoder(Uid.JPEGBaseline8Bit).orElseThrow()
                        instanceof org.lectern.imaging.codec.jpeg.JpegDecoder);
    }

    @Test
    void dimensionsAreComparedBeforeAnythingIsRead() {
        PixelLayout other = layout(2, 2, 1, 16, PhotometricInterpretation.MONOCHROME2);
        assertThrows(CodecException.class, () -> decode(new MadeUpReaderSpi(), STREAM, other));
    }

    @Test
    void whatAPlugInThrowsBecomesACodecException() {
        PixelLayout layout = layout(1, 2, 1, 16, PhotometricInterpretation.MONOCHROME2);
        assertThrows(CodecException.class, () -> decode(new MadeUpReaderSpi(), bytes(2, 1, 0), layout));
    }

    @Test
    void aColourImageBecomesRgbInTheOrderRedGreenBlue() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(0, 0, 0x0A0B0C);
        image.setRGB(1, 0, 0xF0E0D0);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        var spi = ImageIO.getImageReadersByFormatName("png").next().getOriginatingProvider();
        byte[] samples = new byte[6];
        PixelLayout layout = layout(1, 2, 3, 8, PhotometricInterpretation.YBR_RCT);
        PhotometricInterpretation result = new ImageIoDecoder(spi)
                .decode(EncodedFrame.of(png.toByteArray()), layout, MemorySegment.ofArray(samples));
        assertEquals(PhotometricInterpretation.RGB, result);
        assertArrayEquals(bytes(0x0A, 0x0B, 0x0C, 0xF0, 0xE0, 0xD0), samples);
    }

    private static void decode(MadeUpReaderSpi spi, byte[] stream, PixelLayout layout) throws CodecException {
        byte[] samples = new byte[Math.toIntExact(layout.frameBytes())];
        new ImageIoDecoder(spi).decode(EncodedFrame.of(stream), layout, MemorySegment.ofArray(samples));
    }

    private static PixelLayout layout(
            int rows, int columns, int samples, int bits, PhotometricInterpretation photometric) {
        return new PixelLayout(rows, columns, samples, bits, bits, bits - 1, false, photometric, false);
    }
}
