package org.lectern.imaging.study;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.Finding;

/**
 * What one viewport scrolls: frames that belong together, in order, or one object that is not a picture.
 *
 * @param key stable name within the study: the Series Instance UID and a counter
 * @param description one line for a thumbnail, such as {@code Ax T2 · TE 102 ms}
 * @param frames in the order of scrolling; empty where the kind has none
 * @param instances the instances concerned, in order of first appearance
 * @param stack how the frames lie in the patient, where they are parallel and placed
 * @param findings irregularities, in plain words for the screen
 */
public record DisplaySet(
        String key,
        Kind kind,
        String description,
        List<Frame> frames,
        List<Instance> instances,
        Optional<StackGeometry> stack,
        List<Finding> findings) {

    /** What a display set is. */
    public enum Kind {
        /** Parallel slices of one volume: can be scrolled, and resliced. */
        VOLUME,
        /** Single pictures, scrolled one by one. */
        STACK,
        /** One multi-frame object that is a film rather than a stack. */
        CINE,
        /** A video stream (MPEG). */
        VIDEO,
        /** An encapsulated document. */
        DOCUMENT,
        /** A structured report or key object selection. */
        REPORT,
        /** An electrocardiogram or another waveform. */
        WAVEFORM,
        /** A presentation state. */
        PRESENTATION,
        /** A segmentation, surface or registration. */
        SEGMENTATION,
        /** Anything else: listed, not shown. */
        OTHER
    }

    /** Copies the lists. */
    public DisplaySet {
        frames = List.copyOf(frames);
        instances = List.copyOf(instances);
        findings = List.copyOf(findings);
    }

    /** Whether a volume can be built of it. */
    public boolean isVolumeEligible() {
        return kind == Kind.VOLUME;
    }
}
