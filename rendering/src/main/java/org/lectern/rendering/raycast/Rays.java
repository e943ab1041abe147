package org.lectern.rendering.raycast;

import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.volume.Grid;

/**
 * Where the rays of a picture take samples: in planes square to the view, the same for all rays, evenly over the depth of
 * the volume and symmetrical about its middle, so that the view from behind takes the same samples in reverse. A volume
 * without depth, one slice seen face on, has one sample on it.
 *
 * @param middleMm depth of the middle of the volume, counted along the normal from the plane of the view
 * @param stepMm distance of samples
 * @param count number of samples
 */
public record Rays(double middleMm, double stepMm, int count) {
    private static final int MOST = 16_384;

    /** For a view of a volume; the step grows where there would be more samples than reason allows. */
    public static Rays of(Grid grid, ReslicePlane view, Quality quality) {
        Vector3 normal = view.normal();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Vector3 corner : grid.corners()) {
            double depth = corner.minus(view.centre()).dot(normal);
            least = Math.min(least, depth);
            most = Math.max(most, depth);
        }
        double stepMm = Math.max(quality.stepPerSpacing() * grid.finestSpacingMm(), (most - least) / MOST);
        int count = Math.max(1, (int) Math.ceil((most - least) / stepMm - 1e-6));
        return new Rays((least + most) / 2, stepMm, count);
    }

    /** The depth of a sample, counted along the normal from the plane of the view. */
    public double depthMm(int sample) {
        return middleMm + (sample - (count - 1) / 2.0) * stepMm;
    }
}
