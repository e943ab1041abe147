package org.lectern.rendering.raycast;

import java.util.List;

/**
 * A look with a name.
 *
 * @param name for the command line
 * @param title for the screen
 * @param modality what it was made for (PS3.3 C.7.3.1.1.1), such as {@code CT}
 * @param unit what its values are
 * @param look with values in that unit
 */
public record VolumePreset(String name, String title, String modality, Unit unit, VolumeLook look) {
    private static final double DARKEST = 0.01;
    private static final double BRIGHTEST = 0.998;

    /** What the values of a preset are. */
    public enum Unit {
        /** Hounsfield units. */
        HU,
        /** 0 at the 1st percentile of the volume's voxels, 1 at the 99.8th: for modalities without a unit. */
        PART
    }

    /** The look for a volume whose values are spread so. */
    public VolumeLook look(VolumeHistogram histogram) {
        if (unit == Unit.HU) {
            return look;
        }
        double zero = histogram.quantile(DARKEST);
        double range = histogram.quantile(BRIGHTEST) - zero;
        double one = range > 0 ? range : 1;
        return look.withMatter(scaled(look.matter(), zero, one))
                .withProjection(scaled(look.projection(), zero, one))
                .withLighting(
                        look.lighting().withFullGradientPerMm(look.lighting().fullGradientPerMm() * one));
    }

    private static TransferFunction scaled(TransferFunction function, double zero, double one) {
        List<TransferFunction.Point> points = function.points().stream()
                .map(point ->
                        new TransferFunction.Point(zero + point.value() * one, point.colour(), point.opacityPerMm()))
                .toList();
        return new TransferFunction(points);
    }
}
