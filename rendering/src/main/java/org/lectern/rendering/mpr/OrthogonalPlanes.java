package org.lectern.rendering.mpr;

import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.volume.Grid;

/** Axial, coronal and sagittal pictures of a volume, in the radiological convention. */
public final class OrthogonalPlanes {
    private OrthogonalPlanes() {}

    /** The picture through a point, centred on the volume, large enough for all of the volume. */
    public static ReslicePlane through(Grid grid, MprPlane plane, Vector3 point, double spacingMm) {
        PlaneOrientation orientation = PlaneOrientation.of(plane);
        int width = pixels(extentMm(grid, orientation.right()), spacingMm);
        int height = pixels(extentMm(grid, orientation.down()), spacingMm);
        return MprState.at(grid).movedTo(point).picture(plane, grid.centre(), spacingMm, width, height);
    }

    /** How far the volume reaches along a direction, mm. */
    public static double extentMm(Grid grid, Vector3 direction) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Vector3 corner : grid.corners()) {
            double along = corner.dot(direction);
            least = Math.min(least, along);
            most = Math.max(most, along);
        }
        return most - least;
    }

    private static int pixels(double extentMm, double spacingMm) {
        return 1 + (int) Math.min(16_383, Math.floor(extentMm / spacingMm + 1e-9));
    }
}
