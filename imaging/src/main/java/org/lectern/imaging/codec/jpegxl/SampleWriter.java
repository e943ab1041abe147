package org.lectern.imaging.codec.jpegxl;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lectern.imaging.pixel.PixelLayout;

/** Writes planes as the samples of a frame, turned as the orientation says (ISO/IEC 18181-1 Annex D.3.2). */
final class SampleWriter {
    private final ImageHeader image;
    private final PixelLayout layout;
    private final MemorySegment samples;
    private final int orientation;
    private final int least;
    private final int most;

    SampleWriter(ImageHeader image, PixelLayout layout, MemorySegment samples) {
        this.image = image;
        this.layout = layout;
        this.samples = samples;
        boolean turned = image.orientedWidth() == layout.columns() && image.orientedHeight() == layout.rows();
        this.orientation = turned ? image.orientation() : 1;
        this.most = (int) ((1L << image.bitsPerSample()) - 1);
        this.least = layout.signed() ? -1 - (most >> 1) : 0;
    }

    /** The sample of a row and column of the frame, from a plane of the image. */
    private interface Source {
        int at(int x, int y);
    }

    void write(int c, Channel channel) {
        int[] data = channel.data();
        int width = channel.width();
        write(c, (x, y) -> Math.clamp(data[y * width + x], least, most));
    }

    void write(int c, Plane plane) {
        write(c, (x, y) -> Math.clamp(Math.round(plane.get(x, y) * most), 0, most));
    }

    private void write(int c, Source source) {
        int bytes = layout.sampleBytes();
        long step = (long) layout.samplesPerPixel() * bytes;
        int right = image.width() - 1;
        int bottom = image.height() - 1;
        long at = (long) c * bytes;
        for (int row = 0; row < layout.rows(); row++) {
            for (int column = 0; column < layout.columns(); column++) {
                int sample = switch (orientation) {
                    case 2 -> source.at(right - column, row);
                    case 3 -> source.at(right - column, bottom - row);
                    case 4 -> source.at(column, bottom - row);
                    case 5 -> source.at(row, column);
                    case 6 -> source.at(row, bottom - column);
                    case 7 -> source.at(right - row, bottom - column);
                    case 8 -> source.at(right - row, column);
                    default -> source.at(column, row);
                };
                for (int i = 0; i < bytes; i++) {
                    samples.set(ValueLayout.JAVA_BYTE, at + i, i < 4 ? (byte) (sample >> 8 * i) : 0);
                }
                at += step;
            }
        }
    }
}
