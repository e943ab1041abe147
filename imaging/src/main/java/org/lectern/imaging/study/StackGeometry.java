package org.lectern.imaging.study;

import java.util.List;
import org.lectern.imaging.geometry.ImagePlane;
import org.lectern.imaging.geometry.Vector3;

/**
 * How parallel frames lie one behind the other.
 *
 * @param first the plane of the first frame
 * @param positionsMm distance of each frame from the first, along the normal, ascending
 * @param step the usual way from one frame's first pixel to the next one's: along the normal but for a tilted gantry
 * @param missingAfter indices of the frames after which slices are missing
 * @param regular whether all distances agree, so that the frames form one grid
 */
public record StackGeometry(
        ImagePlane first, List<Double> positionsMm, Vector3 step, List<Integer> missingAfter, boolean regular) {
    /** Copies the lists. */
    public StackGeometry {
        positionsMm = List.copyOf(positionsMm);
        missingAfter = List.copyOf(missingAfter);
    }

    /** The usual distance between neighbouring frames, along the normal, in mm. */
    public double spacingMm() {
        return step.dot(first.normal());
    }

    /** Angle between the way from slice to slice and the normal: the tilt of the gantry. */
    public double tiltDegrees() {
        return Math.toDegrees(Math.acos(Math.clamp(spacingMm() / step.length(), -1, 1)));
    }
}
