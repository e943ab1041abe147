package org.lectern.imaging.codec.jpeg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.pixel.PixelLayout;

/** One pass over the markers of a compressed image (T.81 B.2.1), scan by scan. */
final class JpegStream {
    /**
     * How often a block may be visited by scans, and how often more for each byte of the stream: a progressive scan of
     * a few bytes can walk over a whole image, and a stream of thousands of them would take for ever.
     */
    private static final long VISITS_PER_BLOCK = 16;

    private static final long VISITS_PER_BYTE = 32;

    private final FrameBytes bytes;
    private final PixelLayout layout;
    private final RowWriter writer;
    private final Arena arena;
    private final JpegTables tables = new JpegTables();
    private @Nullable FrameHeader frame;
    private @Nullable CoefficientStore store;
    private long visitsLeft;
    private boolean whole;

    JpegStream(EncodedFrame encoded, PixelLayout layout, MemorySegment samples, Arena arena) {
        this.bytes = new FrameBytes(encoded);
        this.layout = layout;
        this.writer = new RowWriter(layout, samples);
        this.arena = arena;
    }

    void decode() throws CodecException {
        if (!bytes.has(2) || bytes.u16() != (0xff00 | Marker.SOI)) {
            throw new CodecException("The frame does not begin with a JPEG start of image", 0);
        }
        int marker;
        do {
            marker = bytes.nextMarker();
            segment(marker);
        } while (!whole);
    }

    private void segment(int marker) throws CodecException {
        switch (marker) {
            case -1, Marker.EOI -> end(marker == Marker.EOI);
            case Marker.SOS -> scan();
            case Marker.DHT -> tables.readHuffman(bytes);
            case Marker.DQT -> tables.readQuantisation(bytes);
            case Marker.DRI -> tables.readRestartInterval(bytes);
            case Marker.DNL -> checkLines();
            default -> {
                if (marker >= Marker.SOF0 && marker <= Marker.SOF15 && marker != Marker.JPG && marker != Marker.DAC) {
                    readFrame(marker);
                } else if (marker >= Marker.DNL || marker == Marker.DAC || marker == Marker.JPG) {
                    skipSegment(marker);
                }
                // what is left stands alone: RSTn, SOI, TEM and reserved codes
            }
        }
    }

    private void skipSegment(int marker) throws CodecException {
        if (marker == Marker.EXP || marker == Marker.DHP) {
            throw bytes.failure("JPEG with hierarchical coding (marker FF%02X) is not supported".formatted(marker));
        }
        if (marker == Marker.SOF55) {
            throw bytes.failure("The frame holds JPEG-LS, which the transfer syntax does not say");
        }
        int length = bytes.u16();
        if (length < 2) {
            throw bytes.failure("The JPEG segment FF%02X has the impossible length %d".formatted(marker, length));
        }
        bytes.skip(length - 2L);
    }

    private void readFrame(int marker) throws CodecException {
        if (frame != null) {
            throw bytes.failure("The JPEG stream has a second frame header");
        }
        FrameHeader header = FrameHeader.read(marker, bytes, layout);
        visitsLeft = VISITS_PER_BYTE * (bytes.offset() + bytes.remaining())
                + VISITS_PER_BLOCK * units(header, header.components());
        frame = header;
    }

    private FrameHeader frame() throws CodecException {
        FrameHeader present = frame;
        if (present == null) {
            throw bytes.failure("The JPEG stream has no frame header before its image data");
        }
        return present;
    }

    private void scan() throws CodecException {
        FrameHeader header = frame();
        ScanHeader scan = ScanHeader.read(bytes, header);
        BitReader reader = new BitReader(bytes);
        requireEnoughBytes(header, scan);
        if (header.isProgressive()) {
            progressive(header, scan, reader);
        } else {
            for (FrameComponent component : scan.components()) {
                if (component.decoded) {
                    throw bytes.failure("The JPEG component %d comes twice".formatted(component.identifier));
                }
                component.decoded = true;
            }
            if (header.isLossless()) {
                new LosslessScan(header, scan, reader, tables).decode(writer);
            } else {
                sequential(header, scan, reader);
            }
            finishWhenWhole(header);
        }
    }

    /** Refuses at once what has fewer than one bit a sample or block, and more scans than an image can need. */
    private void requireEnoughBytes(FrameHeader header, ScanHeader scan) throws CodecException {
        long units = units(header, scan.components());
        boolean mayBeEmpty = header.isProgressive() && scan.start() > 0;
        if (!mayBeEmpty && units / 8 > bytes.remaining()) {
            throw bytes.failure("The JPEG image data end before the last pixel");
        }
        visitsLeft -= units;
        if (visitsLeft < 0) {
            throw bytes.failure("The JPEG stream has too many scans for its size");
        }
    }

    /** Blocks, or samples of a lossless image. */
    private static long units(FrameHeader header, FrameComponent[] components) {
        long units = 0;
        for (FrameComponent component : components) {
            units += header.isLossless()
                    ? (long) component.columns * component.lines
                    : (long) component.blockColumns() * component.blockRows();
        }
        return units;
    }

    private void sequential(FrameHeader header, ScanHeader scan, BitReader reader) throws CodecException {
        for (FrameComponent component : scan.components()) {
            component.quantisation = tables.quantisation(component.quantisationTable, bytes);
        }
        if (scan.components().length == header.components().length) {
            new SequentialScan(header, scan, tables, reader, writer).decode();
            return;
        }
        CoefficientStore kept = store(header);
        SequentialBlocks blocks = new SequentialBlocks(reader, scan, tables);
        Restarts restarts = new Restarts(tables.restartInterval());
        new CoefficientScan(header, scan, kept.of(scan), reader, blocks, restarts).decode();
        kept.note(scan, 0, 63);
    }

    private void progressive(FrameHeader header, ScanHeader scan, BitReader reader) throws CodecException {
        ProgressiveBlocks.requirePossible(scan, bytes);
        for (FrameComponent component : scan.components()) {
            if (component.quantisation.length == 0) {
                component.quantisation = tables.quantisation(component.quantisationTable, bytes);
            }
            component.decoded |= scan.start() == 0;
        }
        CoefficientStore kept = store(header);
        ProgressiveBlocks blocks = new ProgressiveBlocks(reader, scan, tables);
        Restarts restarts = new Restarts(tables.restartInterval());
        new CoefficientScan(header, scan, kept.of(scan), reader, blocks, restarts).decode();
        kept.note(scan, scan.start(), scan.end());
    }

    private CoefficientStore store(FrameHeader header) throws CodecException {
        CoefficientStore present = store;
        if (present == null) {
            present = new CoefficientStore(arena, header, bytes);
            store = present;
        }
        return present;
    }

    private static boolean allDecoded(FrameHeader header) {
        return Arrays.stream(header.components()).allMatch(component -> component.decoded);
    }

    /** Sequential and lossless images are done with their last component: what follows does not matter. */
    private void finishWhenWhole(FrameHeader header) throws CodecException {
        if (!allDecoded(header)) {
            return;
        }
        if (header.linesFollow() && bytes.nextMarker() == Marker.DNL) {
            checkLines();
        }
        if (store != null) {
            store.write(writer);
        }
        whole = true;
    }

    private void end(boolean marked) throws CodecException {
        FrameHeader header = frame();
        CoefficientStore kept = store;
        if (kept == null || !allDecoded(header) || !marked && !kept.isComplete()) {
            throw bytes.failure("The JPEG stream ends before all components or bits were there");
        }
        kept.write(writer);
        whole = true;
    }

    /** DNL (B.2.5): must say what the data set says. */
    private void checkLines() throws CodecException {
        int length = bytes.u16();
        int lines = bytes.u16();
        if (length != 4 || lines != layout.rows()) {
            throw bytes.failure("The JPEG stream has %d lines, the data set says %d".formatted(lines, layout.rows()));
        }
    }
}
