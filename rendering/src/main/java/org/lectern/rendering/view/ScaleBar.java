package org.lectern.rendering.view;

import java.util.Optional;

/**
 * A ruler for the edge of an image.
 *
 * @param lengthMm a round length
 * @param pixels how long that is on the screen
 * @param ticks into how many equal parts it is divided
 */
public record ScaleBar(double lengthMm, double pixels, int ticks) {
    private static final double[] STEPS = {5, 2, 1};

    /** The longest round ruler that is no longer than {@code maxPixels}. */
    public static Optional<ScaleBar> of(ViewTransform transform, double maxPixels) {
        if (transform.pixelsPerMm().isEmpty() || maxPixels < 24) {
            return Optional.empty();
        }
        double perMm = transform.pixelsPerMm().getAsDouble();
        double most = maxPixels / perMm;
        double decade = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : STEPS) {
            if (step * decade <= most * (1 + 1e-9)) {
                return Optional.of(new ScaleBar(step * decade, step * decade * perMm, step == 1 ? 10 : (int) step));
            }
        }
        return Optional.empty();
    }

    /** The length with its unit, centimetres from one on. */
    public String label() {
        return lengthMm >= 10 ? trim(lengthMm / 10) + " cm" : trim(lengthMm) + " mm";
    }

    private static String trim(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString((float) value);
    }
}
