package org.lectern.imaging.codec.imageio;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/**
 * An ImageIO reader plug-in as a decoder.
 *
 * <p>The reader's raster is taken as the stored samples, band by band. A reader that turns YBR into RGB, which ImageIO
 * readers of colour images do, makes the frame RGB; one that keeps YBR says so by a colour space that is not RGB.
 */
public final class ImageIoDecoder implements FrameDecoder {
    private final ImageReaderSpi plugIn;

    /** A decoder by this plug-in. */
    public ImageIoDecoder(ImageReaderSpi plugIn) {
        this.plugIn = plugIn;
    }

    /** The plug-in, for a list of what decodes what. */
    public ImageReaderSpi plugIn() {
        return plugIn;
    }

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        if (frame.size() > Integer.MAX_VALUE - 16) {
            throw new CodecException("The frame is too long for an ImageIO plug-in", -1);
        }
        byte[] bytes = new byte[(int) frame.size()];
        frame.read(0, bytes, 0, bytes.length);
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = plugIn.createReaderInstance();
            try {
                reader.setInput(stream, false, true);
                return decode(reader, layout, samples);
            } finally {
                reader.dispose();
            }
        } catch (CodecException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new CodecException(
                    "The plug-in %s cannot read the frame: %s"
                            .formatted(plugIn.getClass().getName(), e.getMessage()),
                    -1);
        }
    }

    private static PhotometricInterpretation decode(ImageReader reader, PixelLayout layout, MemorySegment samples)
            throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width != layout.columns() || height != layout.rows()) {
            throw new CodecException(
                    "The stream is %d × %d, the data set says %d × %d"
                            .formatted(width, height, layout.columns(), layout.rows()),
                    -1);
        }
        if (!hasImageType(reader) && reader.canReadRaster()) {
            store(reader.readRaster(0, null), layout, samples);
            return layout.photometric();
        }
        BufferedImage image = reader.read(0);
        store(image.getRaster(), layout, samples);
        boolean rgb = layout.samplesPerPixel() == 3
                && image.getColorModel().getColorSpace().getType() == java.awt.color.ColorSpace.TYPE_RGB;
        return rgb ? PhotometricInterpretation.RGB : layout.photometric();
    }

    private static boolean hasImageType(ImageReader reader) throws IOException {
        try {
            Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
            return types != null && types.hasNext();
        } catch (IIOException e) { // a colour space that ImageIO does not know
            return false;
        }
    }

    private static void store(Raster raster, PixelLayout layout, MemorySegment samples) throws CodecException {
        int bands = layout.samplesPerPixel();
        if (raster.getNumBands() != bands
                || raster.getWidth() != layout.columns()
                || raster.getHeight() != layout.rows()) {
            throw new CodecException(
                    "The plug-in yields %d bands, the data set says %d".formatted(raster.getNumBands(), bands), -1);
        }
        int width = layout.sampleBytes();
        if (layout.bitsAllocated() != 8 * width
                || width > 4
                || raster.getSampleModel().getSampleSize(0) > 8 * width) {
            throw new CodecException(
                    "The plug-in's samples do not fit into %d bits".formatted(layout.bitsAllocated()), -1);
        }
        int perRow = layout.columns() * bands;
        int[] row = new int[perRow];
        byte[] encoded = new byte[perRow * width];
        for (int y = 0; y < layout.rows(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, layout.columns(), 1, row);
            for (int i = 0; i < perRow; i++) {
                for (int b = 0; b < width; b++) {
                    encoded[i * width + b] = (byte) (row[i] >> 8 * b);
                }
            }
            MemorySegment.copy(encoded, 0, samples, ValueLayout.JAVA_BYTE, (long) y * encoded.length, encoded.length);
        }
    }
}
