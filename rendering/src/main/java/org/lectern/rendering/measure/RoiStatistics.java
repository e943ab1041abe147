package org.lectern.rendering.measure;

import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.imaging.grayscale.ModalityTransform;
import org.lectern.rendering.view.Point2;

/**
 * What lies in a region: statistics of modality values, before any window. Padding, and float samples that are no number,
 * do not count.
 *
 * <p>The standard deviation is that of the pixels as the whole population (divided by n): the region is what is measured,
 * not a sample of something larger.
 *
 * @param pixelCount pixels that counted
 * @param excludedCount pixels in the region that did not
 * @param mean NaN, as the others, where no pixel counted
 * @param unit of the values: {@code HU} and the like, {@code stored} where there is no modality transformation,
 *     {@code rescaled} where there is one of unstated unit
 */
public record RoiStatistics(
        long pixelCount,
        long excludedCount,
        double mean,
        double standardDeviation,
        double min,
        double max,
        String unit) {

    /** The statistics of a grey frame's region. */
    public static RoiStatistics of(FrameSamples samples, GrayscalePipeline pipeline, Roi roi) {
        if (samples.layout().samplesPerPixel() != 1) {
            throw new IllegalArgumentException("Colour has no modality values to average");
        }
        Point2 least = roi.least();
        Point2 most = roi.most();
        int left = (int) Math.clamp(Math.floor(least.x()), 0, samples.columns());
        int right = (int) Math.clamp(Math.ceil(most.x()), 0, samples.columns());
        int top = (int) Math.clamp(Math.floor(least.y()), 0, samples.rows());
        int bottom = (int) Math.clamp(Math.ceil(most.y()), 0, samples.rows());
        Sums sums = new Sums();
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                if (roi.contains(column + 0.5, row + 0.5)) {
                    double stored = samples.stored(column, row);
                    sums.add(stored, pipeline);
                }
            }
        }
        return sums.statistics(unit(pipeline.modality()));
    }

    /** The unit of modality values. */
    public static String unit(ModalityTransform modality) {
        return !modality.unit().isEmpty() ? modality.unit() : modality.isIdentity() ? "stored" : "rescaled";
    }

    /** Running mean and sum of squared differences (Welford 1962), exact enough for any number of pixels. */
    private static final class Sums {
        private long count;
        private long excluded;
        private double mean;
        private double squares;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        void add(double stored, GrayscalePipeline pipeline) {
            if (!Double.isFinite(stored) || pipeline.isPadding(stored)) {
                excluded++;
                return;
            }
            double value = pipeline.modality().apply(stored);
            double difference = value - mean;
            mean += difference / ++count;
            squares += difference * (value - mean);
            min = Math.min(min, value);
            max = Math.max(max, value);
        }

        RoiStatistics statistics(String unit) {
            return count == 0
                    ? new RoiStatistics(0, excluded, Double.NaN, Double.NaN, Double.NaN, Double.NaN, unit)
                    : new RoiStatistics(count, excluded, mean, Math.sqrt(squares / count), min, max, unit);
        }
    }
}
