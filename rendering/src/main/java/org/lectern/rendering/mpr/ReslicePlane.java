package org.lectern.rendering.mpr;

import org.lectern.imaging.geometry.OrientationLabels;
import org.lectern.imaging.geometry.Vector3;

/**
 * A picture's place in the patient.
 *
 * @param centre the patient point at picture position ((width − 1) / 2, (height − 1) / 2), mm
 * @param right unit direction in which the picture's columns are counted
 * @param down unit direction in which its rows are counted, square to {@code right}
 * @param spacingMm distance of neighbouring pixel centres, both ways
 */
public record ReslicePlane(Vector3 centre, Vector3 right, Vector3 down, double spacingMm, int width, int height) {
    private static final int MAX_SIZE = 32_768;

    /** Refuses directions that are not of length 1 and square to each other, and sizes out of reason. */
    public ReslicePlane {
        if (!(spacingMm > 0 && spacingMm < 1e6)) {
            throw new IllegalArgumentException("a spacing of " + spacingMm + " mm");
        }
        if (width < 1 || height < 1 || width > MAX_SIZE || height > MAX_SIZE) {
            throw new IllegalArgumentException("a picture of " + width + " × " + height + " pixels");
        }
        if (!centre.isFinite()
                || !(Math.abs(right.length() - 1) < 1e-3)
                || !(Math.abs(down.length() - 1) < 1e-3)
                || !(Math.abs(right.dot(down)) < 1e-3)) {
            throw new IllegalArgumentException("right and down are not unit vectors square to each other");
        }
    }

    /** The direction away from the reader, into the screen: right × down. */
    public Vector3 normal() {
        return right.cross(down).unit();
    }

    /** The patient point at a picture position, whole at pixel centres. */
    public Vector3 toPatient(double column, double row) {
        return centre.plus((column - (width - 1) / 2.0) * spacingMm, right)
                .plus((row - (height - 1) / 2.0) * spacingMm, down);
    }

    /** The column of a patient point, projected along the normal. */
    public double column(Vector3 patient) {
        return patient.minus(centre).dot(right) / spacingMm + (width - 1) / 2.0;
    }

    /** The row of a patient point, projected along the normal. */
    public double row(Vector3 patient) {
        return patient.minus(centre).dot(down) / spacingMm + (height - 1) / 2.0;
    }

    /** The letters at the edges. */
    public OrientationLabels labels() {
        return OrientationLabels.of(right, down);
    }

    /** The same plane as a picture of another size and scale about the same centre. */
    public ReslicePlane sized(double newSpacingMm, int newWidth, int newHeight) {
        return new ReslicePlane(centre, right, down, newSpacingMm, newWidth, newHeight);
    }
}
