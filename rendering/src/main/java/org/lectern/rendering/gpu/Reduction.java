package org.lectern.rendering.gpu;

import java.util.Optional;
import org.lectern.rendering.raycast.Labels;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/**
 * How much more coarsely a volume lies on the device, so that it and its labels fit.
 *
 * @param factor voxels along each axis for one texel
 * @param why what did not fit, in words; empty where nothing is reduced
 */
record Reduction(int factor, String why) {
    private static final int MOST = 8;

    static Reduction of(Volume volume, Optional<Labels> labels, GpuDevice.Facts device) {
        String why = "";
        for (int factor = 1; factor <= MOST; factor++) {
            int tried = factor;
            long bytes = VolumeTexture.bytes(volume, factor)
                    + labels.map(all -> VolumeTexture.bytes(all.segments(), tried))
                            .orElse(0L);
            Grid grid = volume.grid();
            int longest = Math.ceilDiv(Math.max(grid.columns(), Math.max(grid.rows(), grid.slices())), factor);
            if (longest <= device.longest3d() && bytes <= device.budgetBytes()) {
                return new Reduction(factor, why);
            }
            if (factor == 1) {
                why = longest > device.longest3d()
                        ? "the volume of %d × %d × %d voxels is larger than the graphics device takes (%d)"
                                .formatted(grid.columns(), grid.rows(), grid.slices(), device.longest3d())
                        : "the volume of %d MiB is larger than the graphics memory set apart (%d MiB)"
                                .formatted(bytes >> 20, device.budgetBytes() >> 20);
            }
        }
        throw new GpuException("Even reduced to an eighth along each axis the volume does not fit the device: " + why);
    }

    /** For the screen; empty where nothing is reduced. */
    Optional<String> note() {
        return factor == 1
                ? Optional.empty()
                : Optional.of(
                        "Drawn in reduced resolution, %1$d × %1$d × %1$d voxels as one: %2$s".formatted(factor, why));
    }
}
