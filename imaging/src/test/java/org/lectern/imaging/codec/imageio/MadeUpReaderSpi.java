package org.lectern.imaging.codec.imageio;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.lectern.imaging.dictionary.Uid;

/** A plug-in as a site would add it: columns, rows, then 16-bit big-endian samples. */
public final class MadeUpReaderSpi extends ImageReaderSpi {
    static final String SYNTAX = "1.2.3.4.5.6";

    public MadeUpReaderSpi() {
        this(SYNTAX, Uid.JPEGLosslessNonHierarchical15);
    }

    MadeUpReaderSpi(String... names) {
        super(
                "Test",
                "1",
                names,
                null,
                null,
                "org.lectern.imaging.codec.imageio.MadeUpReaderSpi$Reader",
                new Class<?>[] {ImageInputStream.class},
                null,
                false,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null);
    }

    @Override
    public boolean canDecodeInput(Object source) {
        return true;
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
        return new Reader(this);
    }

    @Override
    public String getDescription(Locale locale) {
        return "Test";
    }

    private static final class Reader extends ImageReader {
        Reader(ImageReaderSpi spi) {
            super(spi);
        }

        @Override
        public int getNumImages(boolean allowSearch) {
            return 1;
        }

        @Override
        public int getWidth(int index) throws IOException {
            stream().seek(0);
            return stream().readUnsignedByte();
        }

        @Override
        public int getHeight(int index) throws IOException {
            stream().seek(1);
            return stream().readUnsignedByte();
        }

        @Override
        public Iterator<ImageTypeSpecifier> getImageTypes(int index) {
            return List.of(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_USHORT_GRAY))
                    .iterator();
        }

        @Override
        public IIOMetadata getStreamMetadata() {
            return null;
        }

        @Override
        public IIOMetadata getImageMetadata(int index) {
            return null;
        }

        @Override
        public BufferedImage read(int index, ImageReadParam param) throws IOException {
            BufferedImage image = new BufferedImage(getWidth(0), getHeight(0), BufferedImage.TYPE_USHORT_GRAY);
            stream().seek(2);
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    image.getRaster().setSample(x, y, 0, stream().readUnsignedShort());
                }
            }
            return image;
        }

        private ImageInputStream stream() {
            return (ImageInputStream) getInput();
        }
    }
}
