package org.lectern.rendering.cpu;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Reslicer;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;
import org.lectern.rendering.volume.VolumeMemory;

/** How long oblique planes through a volume of the size of a CT take. */
public final class ResliceBenchmark {
    private static final int WARM_UP = 20;

    private ResliceBenchmark() {}

    /**
     * One measurement.
     *
     * @param what the picture
     * @param medianMs the median of the runs
     * @param fastestMs the fastest run
     */
    public record Result(String what, double medianMs, double fastestMs) {}

    /** A synthetic volume of 16-bit voxels of 0.7 × 0.7 × 1 mm. */
    public static Volume volume(int columns, int rows, int slices, VolumeMemory memory) throws IOException {
        Affine place = new Affine(
                new Vector3(0.7, 0, 0), new Vector3(0, 0.7, 0), new Vector3(0, 0, 1), new Vector3(-179, -179, -200));
        Grid grid = new Grid(columns, rows, slices, place, Optional.empty());
        VolumeMemory.Allocation allocation = memory.allocate(grid.voxels() * 2);
        for (long i = 0; i < grid.voxels(); i++) {
            allocation.segment().setAtIndex(ValueLayout.JAVA_SHORT, i, (short) ((i * 2_654_435_761L >>> 20) % 3000));
        }
        return Volume.of(grid, SampleType.INT16, new ModalityScale(1, -1024), OptionalInt.empty(), allocation);
    }

    /** An oblique plane through the middle, as large as the volume is wide, nearly all of it inside. */
    public static Result oblique(Volume volume, Parallel parallel, int pixels, Slab slab, int runs) {
        Vector3 right = new Vector3(1, 0, 0).rotated(new Vector3(0, 1, 0), Math.toRadians(20));
        Vector3 down = new Vector3(0, 1, 0).rotated(right, Math.toRadians(25));
        double spacing = volume.grid().columns() * 0.7 / pixels;
        ReslicePlane plane = new ReslicePlane(volume.grid().centre(), right, down, spacing, pixels, pixels);
        Reslicer reslicer = new TiledReslicer(parallel);
        float[] picture = new float[pixels * pixels];
        double[] times = new double[runs];
        for (int run = -Math.min(WARM_UP, runs); run < runs; run++) {
            long start = System.nanoTime();
            reslicer.reslice(volume, plane, slab, picture);
            if (run >= 0) {
                times[run] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        return new Result(
                "oblique %d × %d, slab %.0f mm %s".formatted(pixels, pixels, slab.thicknessMm(), slab.blend()),
                times[runs / 2],
                times[0]);
    }
}
