package org.lectern.rendering.cpu;

import org.lectern.rendering.raycast.TransferFunction;

/**
 * A transfer function as a table: colour and opacity of one step, for equal parts of the values between its first and last
 * point, and one entry more on either side for what lies beyond.
 */
final class MatterTable {
    private static final int PARTS = 4096;

    private final float least;
    private final float scale;
    private final int parts;
    private final float[] opacity;
    private final float[] red;
    private final float[] green;
    private final float[] blue;
    private final int[] visibleBefore;

    MatterTable(TransferFunction matter, double stepMm) {
        double range = matter.most() - matter.least();
        this.least = (float) matter.least();
        this.parts = range > 0 ? PARTS : 0;
        this.scale = range > 0 ? (float) (PARTS / range) : 1;
        int entries = parts + 2;
        this.opacity = new float[entries];
        this.red = new float[entries];
        this.green = new float[entries];
        this.blue = new float[entries];
        this.visibleBefore = new int[entries + 1];
        for (int entry = 0; entry < entries; entry++) {
            TransferFunction.Point point = entry == 0
                    ? matter.points().getFirst()
                    : entry == entries - 1
                            ? matter.points().getLast()
                            : matter.at(matter.least() + (entry - 0.5) / PARTS * range);
            opacity[entry] = (float) TransferFunction.overStep(point.opacityPerMm(), stepMm);
            red[entry] = (float) point.colour().red();
            green[entry] = (float) point.colour().green();
            blue[entry] = (float) point.colour().blue();
            visibleBefore[entry + 1] = visibleBefore[entry] + (opacity[entry] > 0 ? 1 : 0);
        }
    }

    /** Where a value stands in the table; below the first point for NaN. */
    int entry(float value) {
        float place = (value - least) * scale;
        return place >= 0 ? 1 + Math.min((int) place, parts) : 0;
    }

    float opacity(int entry) {
        return opacity[entry];
    }

    float red(int entry) {
        return red[entry];
    }

    float green(int entry) {
        return green[entry];
    }

    float blue(int entry) {
        return blue[entry];
    }

    /** Whether nothing between two values, both included, can be seen. */
    boolean isTransparent(float lowest, float highest) {
        return lowest > highest || visibleBefore[entry(highest) + 1] == visibleBefore[entry(lowest)];
    }
}
