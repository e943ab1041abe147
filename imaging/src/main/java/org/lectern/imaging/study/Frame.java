package org.lectern.imaging.study;

import org.lectern.imaging.geometry.FrameAttributes;

/**
 * One picture of a display set.
 *
 * @param index the frame's index in its instance, from 0
 */
public record Frame(Instance instance, int index) {
    /** Its attributes, functional groups included. */
    public FrameAttributes attributes() {
        return FrameAttributes.forFrame(instance.header(), index);
    }
}
