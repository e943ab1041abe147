package org.lectern.imaging.grayscale;

import java.util.Optional;
import java.util.function.LongToIntFunction;

/**
 * Stored samples to colours (PS3.3 C.7.6.3.1.2). Samples of more than eight bits are quantised once, by their bits
 * stored. ICC profiles are not applied: colours are taken as sRGB.
 */
public final class Colors {
    private Colors() {}

    /** Whether a frame is shown in colour rather than through the grayscale pipeline. */
    public static boolean isColor(FrameSamples frame) {
        return !frame.photometric().isMonochrome();
    }

    /**
     * The frame in colour.
     *
     * @param palette for PALETTE COLOR; without one its values are shown as shades of grey
     */
    public static ColorFrame of(FrameSamples frame, Optional<Palette> palette) {
        int samples = frame.layout().samplesPerPixel();
        if (samples == 1) {
            return palette.map(p -> ofPalette(frame, p)).orElseGet(() -> fill(frame, i -> gray(eight(frame, i))));
        }
        if (samples < 3) {
            return fill(frame, i -> gray(eight(frame, i * samples)));
        }
        return switch (frame.photometric()) {
            case YBR_FULL, YBR_FULL_422, YBR_ICT -> fill(frame, i -> ybrFull(frame, i * samples));
            case YBR_PARTIAL_420, YBR_PARTIAL_422 -> fill(frame, i -> ybrPartial(frame, i * samples));
            case YBR_RCT -> fill(frame, i -> ybrReversible(frame, i * samples));
            case ARGB -> fill(frame, i -> rgb(frame, i * samples + samples - 3));
            case CMYK -> fill(frame, i -> samples == 4 ? cmyk(frame, i * 4) : rgb(frame, i * 3));
            default -> fill(frame, i -> rgb(frame, i * samples));
        };
    }

    /**
     * A frame whose values from the palette's first one mapped are colours, the others shades of grey through the
     * pipeline (supplemental palette, PS3.3 C.7.6.23.3).
     */
    public static ColorFrame supplemental(FrameSamples frame, Palette palette, GrayscalePipeline pipeline) {
        return fill(frame, i -> {
            double stored = frame.stored(i);
            return palette.maps(stored) ? palette.argb(stored) : gray(pipeline.quantised(stored, 8));
        });
    }

    private static ColorFrame ofPalette(FrameSamples frame, Palette palette) {
        if (frame.layout().bitsAllocated() > 16) {
            return fill(frame, i -> palette.argb(frame.stored(i)));
        }
        int[] colors = new int[1 << frame.layout().bitsAllocated()];
        for (int raw = 0; raw < colors.length; raw++) {
            colors[raw] = palette.argb(FrameSamples.storedOf(frame.layout(), raw));
        }
        return fill(frame, i -> colors[frame.raw(i)]);
    }

    private static ColorFrame fill(FrameSamples frame, LongToIntFunction color) {
        int count = Math.multiplyExact(frame.rows(), frame.columns());
        int[] argb = new int[count];
        for (int i = 0; i < count; i++) {
            argb[i] = color.applyAsInt(i);
        }
        return new ColorFrame(frame.rows(), frame.columns(), argb);
    }

    private static int gray(int value) {
        return pack(value, value, value);
    }

    private static int rgb(FrameSamples frame, long at) {
        return pack(eight(frame, at), eight(frame, at + 1), eight(frame, at + 2));
    }

    /** Inks, of which the most is the darkest. */
    private static int cmyk(FrameSamples frame, long at) {
        int light = 255 - eight(frame, at + 3);
        return pack(
                (255 - eight(frame, at)) * light / 255,
                (255 - eight(frame, at + 1)) * light / 255,
                (255 - eight(frame, at + 2)) * light / 255);
    }

    /** ITU-R BT.601 over the full range, PS3.3 C.7.6.3.1.2. */
    private static int ybrFull(FrameSamples frame, long at) {
        double max = maximum(frame);
        double y = frame.stored(at) * 255 / max;
        double cb = frame.stored(at + 1) * 255 / max - 128;
        double cr = frame.stored(at + 2) * 255 / max - 128;
        return pack(clamp(y + 1.402 * cr), clamp(y - 0.344136 * cb - 0.714136 * cr), clamp(y + 1.772 * cb));
    }

    /** Y from 16 to 235, Cb and Cr from 16 to 240. */
    private static int ybrPartial(FrameSamples frame, long at) {
        double max = maximum(frame);
        double y = 255.0 / 219 * (frame.stored(at) * 255 / max - 16);
        double cb = 255.0 / 224 * (frame.stored(at + 1) * 255 / max - 128);
        double cr = 255.0 / 224 * (frame.stored(at + 2) * 255 / max - 128);
        return pack(clamp(y + 1.402 * cr), clamp(y - 0.344136 * cb - 0.714136 * cr), clamp(y + 1.772 * cb));
    }

    /** The reversible transform of JPEG 2000, where a decoder left it undone: Cb and Cr are differences, centred. */
    private static int ybrReversible(FrameSamples frame, long at) {
        int half = frame.layout().signed() ? 0 : 1 << frame.layout().bitsStored() - 1;
        int cb = (int) frame.stored(at + 1) - half;
        int cr = (int) frame.stored(at + 2) - half;
        int green = (int) frame.stored(at) - (cb + cr >> 2);
        double scale = 255 / maximum(frame);
        return pack(clamp((cr + green) * scale), clamp(green * scale), clamp((cb + green) * scale));
    }

    private static int eight(FrameSamples frame, long index) {
        double stored = frame.stored(index);
        if (frame.layout().signed() && !frame.floating()) {
            stored += Math.scalb(1.0, frame.layout().bitsStored() - 1);
        }
        return frame.layout().bitsStored() == 8 && !frame.floating()
                ? (int) stored & 0xFF
                : clamp(stored * 255 / maximum(frame));
    }

    private static double maximum(FrameSamples frame) {
        return frame.floating() ? 1 : Math.scalb(1.0, frame.layout().bitsStored()) - 1;
    }

    private static int clamp(double value) {
        return (int) Math.clamp(Math.floor(value + 0.5), 0, 255);
    }

    private static int pack(int red, int green, int blue) {
        return 0xFF000000 | red << 16 | green << 8 | blue;
    }
}
