package org.lectern.app.reading;

import java.io.IOException;
import java.util.Optional;
import org.lectern.imaging.study.Frame;

/** Where the decoded frames of a display set come from. Safe for every thread. */
public interface FrameSource {
    /**
     * The frame, decoded now if need be.
     *
     * @throws IOException when the file is gone or broken; the message says what went wrong, without patient data
     */
    LoadedFrame load(Frame frame) throws IOException;

    /** The frame, if it is decoded already. */
    Optional<LoadedFrame> ifLoaded(Frame frame);

    /** Hints that a frame will be wanted soon. */
    default void expect(Frame frame) {}
}
