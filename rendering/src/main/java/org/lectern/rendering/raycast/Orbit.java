package org.lectern.rendering.raycast;

import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.OrthogonalPlanes;
import org.lectern.rendering.mpr.PlaneOrientation;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.volume.Grid;

/** Views from around the patient, who stands upright. */
public final class Orbit {
    private static final double MARGIN = 1.02;
    private static final Vector3 HEAD = new Vector3(0, 0, 1);

    private Orbit() {}

    /**
     * The directions of a view.
     *
     * @param azimuthDegrees 0 from the front, 90 from the patient's left, 180 from behind, 270 from the right
     * @param elevationDegrees 0 level, 90 from above the head, −90 from the feet
     */
    public static PlaneOrientation orientation(double azimuthDegrees, double elevationDegrees) {
        PlaneOrientation level = PlaneOrientation.CORONAL.rotated(HEAD, Math.toRadians(azimuthDegrees));
        return level.rotated(level.right(), -Math.toRadians(elevationDegrees));
    }

    /** A picture that shows all of the volume, as large as fits. */
    public static ReslicePlane fitted(Grid grid, PlaneOrientation orientation, int width, int height) {
        double spacingMm = Math.max(
                OrthogonalPlanes.extentMm(grid, orientation.right()) / Math.max(1, width - 1),
                OrthogonalPlanes.extentMm(grid, orientation.down()) / Math.max(1, height - 1));
        double atLeast = grid.finestSpacingMm() / 1000;
        return new ReslicePlane(
                grid.centre(),
                orientation.right(),
                orientation.down(),
                Math.max(spacingMm * MARGIN, atLeast),
                width,
                height);
    }

    /** A view of a turn around the patient: all views of the same elevation have one scale, in which each fits. */
    public static ReslicePlane turning(
            Grid grid, double azimuthDegrees, double elevationDegrees, int width, int height) {
        double widest = 0;
        for (int azimuth = 0; azimuth < 360; azimuth++) {
            double spacingMm = fitted(grid, orientation(azimuth, elevationDegrees), width, height)
                    .spacingMm();
            widest = Math.max(widest, spacingMm);
        }
        PlaneOrientation orientation = orientation(azimuthDegrees, elevationDegrees);
        return new ReslicePlane(grid.centre(), orientation.right(), orientation.down(), widest, width, height);
    }
}
