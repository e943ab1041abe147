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
 * @param tiltDegrees angle between that way and the normal
 * @param regular whether all distances agree, so that the frames form one grid
 */
public record StackGeometry(
        ImagePlane first, List<Double> positionsMm, Vector3 step, double tiltDegrees, boolean regular) {
    /** Copies the list. */
    public StackGeometry {
        positionsMm = List.copyOf(positionsMm);
    }

    /** The usual distance between neighbouring frames, along the normal, in mm. */
    public double spacingMm() {
        return step.dot(first.normal());
    }
}
