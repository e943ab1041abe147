package org.lectern.rendering.volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.StudyFolder;

/** How long a folder of slices takes to become a volume, and how much memory for voxels is held at most meanwhile. */
public final class VolumeBenchmark {
    private VolumeBenchmark() {}

    /**
     * One measurement.
     *
     * @param headersMs reading and sorting the headers
     * @param volumeMs decoding into the volume
     * @param pixelBytes the pixel data as stored
     * @param grantedBytes the most memory that was granted at once
     */
    public record Result(int slices, double headersMs, double volumeMs, long pixelBytes, long grantedBytes) {
        /** From the folder to the volume. */
        public double totalMs() {
            return headersMs + volumeMs;
        }
    }

    /** Loads the largest volume of a folder once. */
    public static Result load(Path folder, Parallel parallel) throws IOException {
        AtomicLong held = new AtomicLong();
        AtomicLong most = new AtomicLong();
        VolumeMemory counting = bytes -> {
            VolumeMemory.Allocation memory = VolumeMemory.UNLIMITED.allocate(bytes);
            most.accumulateAndGet(held.addAndGet(bytes), Math::max);
            return new VolumeMemory.Allocation(memory.segment(), () -> {
                held.addAndGet(-bytes);
                memory.close();
            });
        };
        long start = System.nanoTime();
        DisplaySet set = StudyFolder.read(folder, parallel).tree().displaySets().stream()
                .filter(DisplaySet::isVolumeEligible)
                .max(Comparator.comparingInt(each -> each.frames().size()))
                .orElseThrow(() -> new VolumeException(folder + " holds no series that forms a volume"));
        long sorted = System.nanoTime();
        try (Volume volume = new VolumeLoader(parallel, counting).load(set, VolumeLoader.Progress.IGNORED)) {
            long end = System.nanoTime();
            return new Result(
                    volume.grid().slices(),
                    (sorted - start) / 1e6,
                    (end - sorted) / 1e6,
                    VolumePlan.of(set).layout().frameBytes() * set.frames().size(),
                    most.get());
        }
    }
}
