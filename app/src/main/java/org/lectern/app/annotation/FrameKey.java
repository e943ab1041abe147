package org.lectern.app.annotation;

/**
 * The frame that a mark lies on.
 *
 * @param sopInstanceUid (0008,0018)
 * @param frame from 0
 */
public record FrameKey(String sopInstanceUid, int frame) {
    /** Refuses what names no frame. */
    public FrameKey {
        if (sopInstanceUid.isBlank() || frame < 0) {
            throw new IllegalArgumentException("Not a frame: number " + frame);
        }
    }
}
