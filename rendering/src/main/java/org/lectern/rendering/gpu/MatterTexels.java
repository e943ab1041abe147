package org.lectern.rendering.gpu;

import java.util.Arrays;
import java.util.List;
import org.lectern.rendering.raycast.TransferFunction;

/**
 * A transfer function as texels, red, green, blue and opacity: equal parts of its range, linear in each, with two texels
 * for each part, so that nothing runs over from one into the next. A part with a point inside has the opacity
 * {@link #LOOK_CLOSER}: there the points themselves are asked.
 */
final class MatterTexels {
    static final int PARTS = 2048;
    static final float LOOK_CLOSER = -1;

    private final List<TransferFunction.Point> points;
    private final double from;
    private final double width;
    private final float[] parts = new float[2 * PARTS * 4];

    /** With the opacity of one step. */
    MatterTexels(TransferFunction matter, double stepMm) {
        this.points = matter.points();
        double range = matter.most() - matter.least();
        double beyond = range > 0 ? range / PARTS : Math.max(1, Math.abs(matter.least()) * 1e-3);
        this.from = matter.least() - beyond;
        this.width = (range + 2 * beyond) / PARTS;
        for (int part = 0; part < PARTS; part++) {
            put(parts, 2 * part, matter.at(from + part * width), stepMm);
            put(parts, 2 * part + 1, matter.at(from + (part + 1) * width), stepMm);
        }
        for (TransferFunction.Point point : points) {
            double place = (point.value() - from) / width;
            for (double near : new double[] {place - 0.01, place + 0.01}) { // of what rounding makes of a value
                int part = (int) Math.clamp(Math.floor(near), 0, PARTS - 1.0);
                parts[8 * part + 3] = LOOK_CLOSER;
                parts[8 * part + 7] = LOOK_CLOSER;
            }
        }
    }

    private static void put(float[] texels, int at, TransferFunction.Point look, double stepMm) {
        texels[4 * at] = (float) look.colour().red();
        texels[4 * at + 1] = (float) look.colour().green();
        texels[4 * at + 2] = (float) look.colour().blue();
        texels[4 * at + 3] = (float) TransferFunction.overStep(look.opacityPerMm(), stepMm);
    }

    float from() {
        return (float) from;
    }

    float partsPerUnit() {
        return (float) (1 / width);
    }

    /** One row. */
    float[] parts() {
        return Arrays.copyOf(parts, parts.length);
    }

    int pointCount() {
        return points.size();
    }

    /** The values of the points in a row, below it their looks with the opacity of 1 mm. */
    float[] points() {
        float[] texels = new float[2 * points.size() * 4];
        for (int i = 0; i < points.size(); i++) {
            texels[4 * i] = (float) points.get(i).value();
            put(texels, points.size() + i, points.get(i), 1);
        }
        return texels;
    }
}
