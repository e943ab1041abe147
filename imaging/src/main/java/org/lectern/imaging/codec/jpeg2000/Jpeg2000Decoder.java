package org.lectern.imaging.codec.jpeg2000;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/**
 * JPEG 2000 and High-Throughput JPEG 2000, ITU-T T.800 and T.814.
 *
 * <p>Samples are right-aligned in the allocated bits; those of a signed stream are sign-extended, whatever the data set's
 * Pixel Representation says: whoever masks them to Bits Stored has the bits that were encoded.
 *
 * <p>A stream that ends early is refused; only EOC and bytes that no packet needs may be missing.
 *
 * <p>Memory: the encoded frame once, four bytes for each sample of the largest tile, about 100 bytes for each of its
 * code-blocks and precincts (no more of which are made than the stream has bytes), and some 100 KiB for each thread.
 */
public final class Jpeg2000Decoder implements FrameDecoder {
    private final Parallel parallel;

    /** A decoder that stays on the calling thread. */
    public Jpeg2000Decoder() {
        this(Parallel.SEQUENTIAL);
    }

    /** A decoder that spreads the code-blocks of a frame over {@code parallel}. */
    public Jpeg2000Decoder(Parallel parallel) {
        this.parallel = parallel;
    }

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        return decodeReduced(frame, layout, 0, samples);
    }

    /**
     * What {@link #decodeReduced} yields: the layout with rows and columns halved (rounded up) for each discarded level;
     * no more levels are discarded than every tile of the stream has.
     */
    public PixelLayout reducedLayout(EncodedFrame frame, PixelLayout layout, int discardLevels) throws CodecException {
        Codestream codestream = open(frame, layout);
        return reduced(codestream, layout, Math.min(discardLevels, codestream.minimumLevels()));
    }

    /** Decodes at a lower resolution: {@code samples} receives {@code reducedLayout(…).frameBytes()} bytes. */
    public PhotometricInterpretation decodeReduced(
            EncodedFrame frame, PixelLayout layout, int discardLevels, MemorySegment samples) throws CodecException {
        if (discardLevels < 0) {
            throw new IllegalArgumentException("Levels to discard: " + discardLevels);
        }
        Codestream codestream = open(frame, layout);
        ImageSize size = codestream.size();
        int levels = Math.min(discardLevels, codestream.minimumLevels());
        PixelLayout reduced = reduced(codestream, layout, levels);
        if (samples.byteSize() < reduced.frameBytes()) {
            throw new IllegalArgumentException(
                    "%d bytes for a frame of %d".formatted(samples.byteSize(), reduced.frameBytes()));
        }
        SampleWriter writer = new SampleWriter(size, reduced, levels, samples);
        TileDecoder decoder = new TileDecoder(codestream, levels, parallel);
        boolean transformed = false;
        for (Map.Entry<Integer, TileStream> tile : codestream.tiles().entrySet()) {
            transformed |= tile.getValue().parameters().tileStyle().componentTransform();
            writer.write(size.tile(tile.getKey()), decoder.decode(tile.getKey(), tile.getValue()), parallel);
        }
        return photometric(layout.photometric(), transformed);
    }

    /** YBR_RCT and YBR_ICT name nothing but the stream's own transformation, so that without it the samples are RGB too. */
    private static PhotometricInterpretation photometric(PhotometricInterpretation said, boolean transformed) {
        return switch (said) {
            case YBR_RCT, YBR_ICT -> PhotometricInterpretation.RGB;
            case YBR_FULL_422 -> transformed ? PhotometricInterpretation.RGB : PhotometricInterpretation.YBR_FULL;
            default -> transformed ? PhotometricInterpretation.RGB : said;
        };
    }

    private static Codestream open(EncodedFrame frame, PixelLayout layout) throws CodecException {
        Codestream codestream = Codestream.open(Bytes.of(frame));
        ImageSize size = codestream.size();
        Area image = FrameGrid.of(size);
        if (image.width() != layout.columns()
                || image.height() != layout.rows()
                || size.components() != layout.samplesPerPixel()) {
            throw new CodecException(
                    "The stream has %d × %d pixels of %d components, the data set %d × %d of %d"
                            .formatted(
                                    image.width(),
                                    image.height(),
                                    size.components(),
                                    layout.columns(),
                                    layout.rows(),
                                    layout.samplesPerPixel()),
                    -1);
        }
        for (int precision : size.precision()) {
            if (precision > layout.bitsAllocated()) {
                throw new CodecException(
                        "The stream has %d bits per sample, the data set allocates %d"
                                .formatted(precision, layout.bitsAllocated()),
                        -1);
            }
        }
        codestream.readTileParts();
        return codestream;
    }

    private static PixelLayout reduced(Codestream codestream, PixelLayout layout, int levels) throws CodecException {
        Area area = FrameGrid.of(codestream.size()).reduced(levels);
        if (area.isEmpty()) {
            throw new CodecException("Nothing is left of the image without %d levels".formatted(levels), -1);
        }
        return new PixelLayout(
                area.height(),
                area.width(),
                layout.samplesPerPixel(),
                layout.bitsAllocated(),
                layout.bitsStored(),
                layout.highBit(),
                layout.signed(),
                layout.photometric(),
                layout.planar());
    }
}
