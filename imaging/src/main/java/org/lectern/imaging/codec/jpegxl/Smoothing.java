package org.lectern.imaging.codec.jpegxl;

/** Gabor-like smoothing of three by three samples (ISO/IEC 18181-1 Annex J.3). */
final class Smoothing {
    private Smoothing() {}

    /** Smooths in place. */
    static void apply(Plane plane, float side, float corner) {
        float center = 1 / (1 + 4 * (side + corner));
        int width = plane.width();
        float[] above = row(plane, 0);
        float[] here = above;
        float[] out = plane.data();
        for (int y = 0; y < plane.height(); y++) {
            float[] below = y + 1 < plane.height() ? row(plane, y + 1) : here;
            int at = y * plane.stride();
            for (int x = 0; x < width; x++) {
                int west = x == 0 ? 0 : x - 1;
                int east = x + 1 == width ? x : x + 1;
                float sides = here[west] + here[east] + above[x] + below[x];
                float corners = above[west] + above[east] + below[west] + below[east];
                out[at + x] = (here[x] + side * sides + corner * corners) * center;
            }
            above = here;
            here = below;
        }
    }

    private static float[] row(Plane plane, int y) {
        float[] row = new float[plane.width()];
        System.arraycopy(plane.data(), y * plane.stride(), row, 0, row.length);
        return row;
    }
}
