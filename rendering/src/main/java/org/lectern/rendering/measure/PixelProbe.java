package org.lectern.rendering.measure;

import java.util.Optional;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.rendering.view.Point2;

/**
 * The value of one pixel.
 *
 * @param column counted from 0
 * @param row counted from 0
 * @param value in modality units
 */
public record PixelProbe(int column, int row, double stored, double value, String unit, boolean padding) {
    /** The grey pixel at a point, in pixels from the corner of the first one; empty beside the image. */
    public static Optional<PixelProbe> at(FrameSamples samples, GrayscalePipeline pipeline, Point2 point) {
        int column = (int) Math.floor(point.x());
        int row = (int) Math.floor(point.y());
        boolean outside = column < 0 || row < 0 || column >= samples.columns() || row >= samples.rows();
        if (outside || samples.layout().samplesPerPixel() != 1) {
            return Optional.empty();
        }
        double stored = samples.stored(column, row);
        return Optional.of(new PixelProbe(
                column,
                row,
                stored,
                pipeline.modality().apply(stored),
                RoiStatistics.unit(pipeline.modality()),
                pipeline.isPadding(stored)));
    }
}
