package org.lectern.imaging.pixel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Where the frames of one image come from: plain cells, fragments or a video stream. */
interface FrameSource extends AutoCloseable {
    /** Frames that have at least a beginning in the file. */
    int frameCount();

    /** Decodes a frame that {@link #frameCount} covers. */
    PhotometricInterpretation decode(int frame, MemorySegment samples) throws IOException;

    /** Refuses a frame that cannot be whole, by what can be told without room for its samples. */
    default void check(int frame) throws IOException {}

    /** The decoded frame where the file holds it as such. */
    default Optional<MemorySegment> direct(int frame, Arena arena) throws IOException {
        return Optional.empty();
    }

    /** The frame as stored, chrominance still sub-sampled, where it is uncompressed and so. */
    default Optional<MemorySegment> subsampled(int frame, Arena arena) throws IOException {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
