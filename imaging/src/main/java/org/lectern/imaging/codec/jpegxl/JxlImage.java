package org.lectern.imaging.codec.jpegxl;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.jpegxl.FrameHeader.Blending;
import org.lectern.imaging.pixel.PixelLayout;

/** A code stream: its header and the frames that make up the image (ISO/IEC 18181-1 Annexes B and F). */
final class JxlImage {
    private static final int MAX_FRAMES = 64;
    /** How many times the image's samples all frames together may have, and some for small images. */
    private static final int MAX_AREA_FACTOR = 6;

    private static final long MIN_AREA = 1 << 20;

    private final byte[] data;
    private final ImageHeader image;
    private final BitReader start;
    private final References references = new References();
    private long areaLeft;
    private boolean transformsYcbcr;

    JxlImage(byte[] data) throws CodecException {
        this.data = data;
        this.start = new BitReader(data, 0, data.length);
        this.image = ImageHeader.read(start);
        this.areaLeft = MIN_AREA + MAX_AREA_FACTOR * (long) image.width() * image.height();
    }

    /** Whether the stream itself turned its colours into red, green and blue. */
    boolean yieldsRgb() {
        return image.colorChannels() == 3 && (image.xyb() || transformsYcbcr);
    }

    /** Refuses a stream that is not what the data set says. */
    void check(PixelLayout layout) throws CodecException {
        if (image.colorChannels() != layout.samplesPerPixel()) {
            throw error("has %d colour channels, the data set %d samples per pixel"
                    .formatted(image.colorChannels(), layout.samplesPerPixel()));
        }
        boolean turned = image.orientedWidth() == layout.columns() && image.orientedHeight() == layout.rows();
        if (!turned && (image.width() != layout.columns() || image.height() != layout.rows())) {
            throw error("has %d × %d samples, the data set %d × %d"
                    .formatted(image.width(), image.height(), layout.columns(), layout.rows()));
        }
        if (image.bitsPerSample() > layout.bitsAllocated()) {
            throw error(
                    "has %d bits a sample, the data set %d".formatted(image.bitsPerSample(), layout.bitsAllocated()));
        }
        checkMemory();
    }

    /** Refuses what would not fit into memory: planes of 32 bits, and as much again for transforms and filters. */
    private void checkMemory() throws CodecException {
        int planes = (image.xyb() ? 3 : image.colorChannels())
                + image.extraChannels().size()
                + 1;
        long needed = 8L * planes * image.width() * image.height();
        long most = Runtime.getRuntime().maxMemory();
        if (needed > most) {
            throw error("of %d × %d samples needs %d MiB of memory, of which there are %d"
                    .formatted(image.width(), image.height(), needed >> 20, most >> 20));
        }
    }

    private static CodecException error(String what) {
        return new CodecException("JPEG XL: The stream " + what, -1);
    }

    /** Decodes all frames into samples. */
    void decode(PixelLayout layout, MemorySegment samples) throws CodecException {
        SampleWriter writer = new SampleWriter(image, layout, samples);
        start.alignToByte();
        int position = start.position();
        for (int number = 0; number < MAX_FRAMES; number++) {
            BitReader in = new BitReader(data, position, data.length);
            FrameHeader header = new FrameHeader(in, image);
            spend(in, header);
            references.count(header.isLast);
            JxlFrame frame = new JxlFrame(in, data, image, header, references);
            position = frame.end();
            transformsYcbcr |= header.ycbcr;
            if (header.isLast && number == 0 && frame.isPlain() && fills(header)) {
                List<Channel> channels = frame.decodeChannels();
                for (int c = 0; c < image.colorChannels(); c++) {
                    writer.write(c, channels.get(c));
                }
                return;
            }
            Plane[] planes = finish(header, frame.decode());
            if (header.isLast) {
                for (int c = 0; c < planes.length; c++) {
                    planes[c].require(image.width(), image.height());
                    writer.write(c, planes[c]);
                }
                return;
            }
        }
        throw error("has more than %d frames".formatted(MAX_FRAMES));
    }

    private void spend(BitReader in, FrameHeader header) throws CodecException {
        long area = Math.max((long) header.width() * header.height(), (long) header.fullWidth * header.fullHeight >> 6);
        areaLeft -= area;
        if (areaLeft < 0 || header.fullWidth > 1 << 20 || header.fullHeight > 1 << 20) {
            throw in.error("The frames are too large for the image that they make up");
        }
    }

    private boolean fills(FrameHeader header) {
        return header.x0 == 0
                && header.y0 == 0
                && header.fullWidth == image.width()
                && header.fullHeight == image.height()
                && header.blending.mode() == Blending.REPLACE;
    }

    /** Transforms the colours of a frame, joins it with what is below and keeps it for later frames. */
    private Plane[] finish(FrameHeader header, Plane[] planes) throws CodecException {
        if (header.type == FrameHeader.LF_FRAME) {
            references.saveLf(header.lfLevel, planes);
            return planes;
        }
        if (header.saveBeforeColor) {
            Plane[] copies = new Plane[planes.length];
            for (int c = 0; c < planes.length; c++) {
                copies[c] = header.type == FrameHeader.REFERENCE_ONLY ? planes[c] : planes[c].copy();
            }
            references.save(header.saveAsReference, copies, true);
            if (header.type == FrameHeader.REFERENCE_ONLY) {
                return planes;
            }
        }
        Plane[] colors = new ColorTransform(image, header.ycbcr).apply(planes);
        Plane[] joined = header.type == FrameHeader.REFERENCE_ONLY || fills(header) ? colors : blend(header, colors);
        if (!header.isLast && !header.saveBeforeColor) {
            Plane[] kept = new Plane[joined.length];
            for (int c = 0; c < joined.length; c++) {
                kept[c] = joined[c].copy();
            }
            references.save(header.saveAsReference, kept, false);
        }
        return joined;
    }

    private Plane[] blend(FrameHeader header, Plane[] colors) throws CodecException {
        int mode = header.blending.mode();
        if (mode == 2 || mode == 3) {
            throw error("blends frames by transparency, which is not supported");
        }
        Plane[] below = references.canvas(header.blending.source());
        Plane[] canvas = new Plane[colors.length];
        for (int c = 0; c < colors.length; c++) {
            canvas[c] = below.length == 0 ? new Plane(image.width(), image.height()) : below[c].copy();
            canvas[c].require(image.width(), image.height());
            blend(header, mode, colors[c], canvas[c]);
        }
        return canvas;
    }

    private static void blend(FrameHeader header, int mode, Plane from, Plane to) {
        int left = Math.max(0, header.x0);
        int top = Math.max(0, header.y0);
        int right = (int) Math.min(to.width(), (long) header.x0 + from.width());
        int bottom = (int) Math.min(to.height(), (long) header.y0 + from.height());
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                float sample = from.get(x - header.x0, y - header.y0);
                float old = to.get(x, y);
                to.set(x, y, mode == Blending.REPLACE ? sample : mode == 1 ? old + sample : old * sample);
            }
        }
    }
}
