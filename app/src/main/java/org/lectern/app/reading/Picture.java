package org.lectern.app.reading;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.lectern.app.annotation.FrameKey;
import org.lectern.imaging.geometry.FrameOfReference;
import org.lectern.imaging.geometry.ImagePlane;
import org.lectern.imaging.geometry.OrientationLabels;
import org.lectern.rendering.measure.Calibration;
import org.lectern.rendering.measure.Roi;
import org.lectern.rendering.measure.RoiStatistics;
import org.lectern.rendering.view.ImageGrid;
import org.lectern.rendering.view.Point2;

/**
 * One picture that a viewport can show: an immutable snapshot of what and where, safe for every thread. A frame of a
 * stack and a plane through a volume are both pictures.
 */
public interface Picture {
    /** Tells this picture from others of the same content; equal for the same picture. */
    Object identity();

    /** Its pixels. */
    ImageGrid grid();

    /** The letters at its edges while it is upright. */
    OrientationLabels labels();

    /** Where it lies in the patient. */
    Optional<ImagePlane> plane();

    /** The coordinate system of that place. */
    Optional<FrameOfReference> frameOfReference();

    /** What its lengths are worth. */
    Calibration calibration();

    /** The frame that marks on it belong to; empty where marks cannot be kept. */
    Optional<FrameKey> key();

    /** The text for its corners; what depends on the look is added by the viewport. */
    Caption caption();

    /**
     * Paints it. Called on a pool thread, never on two for the same target.
     *
     * @throws IOException when it cannot be had; the message says why, for the screen
     */
    Painted paint(PaintOrder order) throws IOException;

    /** Whether it takes so long that a coarse picture is to be seen first. */
    default boolean isSlow() {
        return false;
    }

    /** The value at a point, where it is at hand without waiting. */
    Optional<Sample> sample(Point2 point);

    /** What lies in a region, where the values are at hand without waiting; empty for colour. */
    Optional<RoiStatistics> statistics(Roi roi);

    /**
     * Lines of text for the corners.
     *
     * @param topLeft patient and study
     * @param topRight series, image type, date
     * @param bottomRight position, thickness, location
     * @param notices findings, said quietly
     */
    record Caption(List<String> topLeft, List<String> topRight, List<String> bottomRight, List<String> notices) {
        /** Copies the lists. */
        public Caption {
            topLeft = List.copyOf(topLeft);
            topRight = List.copyOf(topRight);
            bottomRight = List.copyOf(bottomRight);
            notices = List.copyOf(notices);
        }
    }
}
