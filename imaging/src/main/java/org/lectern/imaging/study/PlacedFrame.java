package org.lectern.imaging.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.geometry.FrameAttributes;
import org.lectern.imaging.geometry.ImagePlane;
import org.lectern.imaging.geometry.Vector3;

/** A frame with what splitting and sorting ask again and again. */
record PlacedFrame(Frame frame, FrameAttributes attributes, Optional<ImagePlane> plane, List<Finding> findings) {
    static PlacedFrame of(Frame frame) {
        List<Finding> findings = new ArrayList<>();
        FrameAttributes attributes = frame.attributes();
        return new PlacedFrame(frame, attributes, ImagePlane.read(attributes, findings), findings);
    }

    /** Distance of the first pixel from the origin, along a normal; 0 where not placed. */
    double positionMm(Vector3 normal) {
        return plane.map(placed -> placed.position().dot(normal)).orElse(0.0);
    }
}
