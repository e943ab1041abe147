package org.lectern.app.reading;

import org.lectern.imaging.geometry.ImagePlane;
import org.lectern.imaging.geometry.OrientationLabels;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.view.Look;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.ViewTransform;

/** The orientation letters of a picture as it is turned and mirrored now. */
public final class EdgeLetters {
    private EdgeLetters() {}

    /** From the plane where there is one, whatever the angle; else from Patient Orientation in quarter turns. */
    public static OrientationLabels of(Picture picture, Look look, ViewTransform transform) {
        if (picture.plane().isPresent()) {
            ImagePlane plane = picture.plane().get();
            return OrientationLabels.of(
                    direction(plane, transform.imageOffset(new Point2(1, 0))),
                    direction(plane, transform.imageOffset(new Point2(0, 1))));
        }
        double quarters = look.rotationDegrees() / 90;
        if (quarters != Math.rint(quarters)) {
            return OrientationLabels.NONE; // letters of a body part at an angle between would claim too much
        }
        OrientationLabels labels = look.mirrored() ? picture.labels().flippedHorizontally() : picture.labels();
        return labels.rotatedClockwise((int) quarters);
    }

    private static Vector3 direction(ImagePlane plane, Point2 pixels) {
        return plane.rowDirection()
                .times(pixels.x() * plane.columnSpacingMm())
                .plus(pixels.y() * plane.rowSpacingMm(), plane.columnDirection())
                .unit();
    }
}
