package org.lectern.imaging.geometry;

import java.util.Optional;
import org.lectern.imaging.dictionary.Tag;

/**
 * The coordinate system that an image's positions stand in (PS3.3 C.7.4.1). Positions of two frames of reference cannot
 * be compared without a registration.
 *
 * @param uid Frame of Reference UID (0020,0052)
 * @param positionReferenceIndicator the anatomical landmark, empty when not stated
 */
public record FrameOfReference(String uid, String positionReferenceIndicator) {
    /** The frame of reference of a frame, where the header names one. */
    public static Optional<FrameOfReference> of(FrameAttributes frame) {
        return frame.text(Tag.FrameOfReferenceUID)
                .map(uid -> new FrameOfReference(
                        uid, frame.text(Tag.PositionReferenceIndicator).orElse("")));
    }
}
