package org.lectern.app.reading;

import java.util.Optional;
import java.util.function.LongToIntFunction;
import org.lectern.imaging.grayscale.Colors;
import org.lectern.imaging.grayscale.DefaultVoi;
import org.lectern.imaging.grayscale.DisplayTable;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.imaging.grayscale.Voi;

/**
 * A frame as colours of the screen, in full size and halved as often as a smaller picture needs it, so that fine lines
 * do not vanish between the pixels of the screen.
 */
final class Shades {
    private final int columns;
    private final int rows;
    private final int[] argb;
    private final Optional<Voi> voi;
    private Optional<Shades> half = Optional.empty();

    private Shades(int columns, int rows, int[] argb, Optional<Voi> voi) {
        this.columns = columns;
        this.rows = rows;
        this.argb = argb;
        this.voi = voi;
    }

    static Shades of(LoadedFrame frame, LayerLook look) {
        FrameSamples samples = frame.samples();
        if (Colors.isColor(samples)) {
            int[] colors = Colors.of(samples, frame.palette()).argb();
            return new Shades(
                    samples.columns(), samples.rows(), look.inverted() ? negative(colors) : colors, Optional.empty());
        }
        Voi voi = voi(frame, look.voi());
        GrayscalePipeline pipeline = frame.transforms().pipeline(voi).withInverted(look.inverted());
        int[] grays = new int[Math.multiplyExact(samples.columns(), samples.rows())];
        LongToIntFunction shade = shade(samples, pipeline);
        for (int i = 0; i < grays.length; i++) {
            int gray = shade.applyAsInt(i);
            grays[i] = 0xFF000000 | gray * 0x010101;
        }
        return new Shades(samples.columns(), samples.rows(), grays, Optional.of(voi));
    }

    static Voi voi(LoadedFrame frame, VoiChoice choice) {
        return switch (choice) {
            case VoiChoice.Window window -> Voi.Window.of(window.center(), window.width());
            case VoiChoice.Stored stored -> {
                var offered = frame.transforms().vois();
                yield offered.isEmpty()
                        ? DefaultVoi.of(frame.dataSet(), frame.transforms(), frame.samples())
                        : offered.get(Math.clamp(stored.option(), 0, offered.size() - 1));
            }
        };
    }

    /** The transformation used; empty for colour. */
    Optional<Voi> voi() {
        return voi;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    int[] argb() {
        return argb;
    }

    /** Half as large, each pixel the mean of four. */
    synchronized Shades half() {
        if (half.isEmpty()) {
            int width = Math.max(1, columns / 2);
            int height = Math.max(1, rows / 2);
            int[] small = new int[width * height];
            for (int y = 0; y < height; y++) {
                int above = Math.min(2 * y, rows - 1) * columns;
                int below = Math.min(2 * y + 1, rows - 1) * columns;
                for (int x = 0; x < width; x++) {
                    int left = Math.min(2 * x, columns - 1);
                    int right = Math.min(2 * x + 1, columns - 1);
                    small[y * width + x] =
                            mean(argb[above + left], argb[above + right], argb[below + left], argb[below + right]);
                }
            }
            half = Optional.of(new Shades(width, height, small, voi));
        }
        return half.get();
    }

    private static LongToIntFunction shade(FrameSamples samples, GrayscalePipeline pipeline) {
        if (!samples.floating() && samples.layout().bitsAllocated() <= 16) {
            DisplayTable table = pipeline.compile(samples.layout(), 8);
            return index -> table.at(samples.raw(index));
        }
        return index -> pipeline.quantised(samples.stored(index), 8);
    }

    private static int[] negative(int[] colors) {
        int[] negative = new int[colors.length];
        for (int i = 0; i < colors.length; i++) {
            negative[i] = colors[i] ^ 0x00FFFFFF;
        }
        return negative;
    }

    private static int mean(int a, int b, int c, int d) {
        int redBlue = (a & 0xFF00FF) + (b & 0xFF00FF) + (c & 0xFF00FF) + (d & 0xFF00FF) + 0x20002;
        int green = (a >>> 8 & 0xFF) + (b >>> 8 & 0xFF) + (c >>> 8 & 0xFF) + (d >>> 8 & 0xFF) + 2;
        return 0xFF000000 | redBlue >>> 2 & 0xFF00FF | green >>> 2 << 8;
    }
}
