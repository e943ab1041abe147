package org.lectern.rendering.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Reslicer;
import org.lectern.rendering.mpr.ReslicerContract;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.Phantoms;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

class TiledReslicerTest extends ReslicerContract {
    @Override
    protected Reslicer reslicer() {
        return new TiledReslicer(Parallel.SEQUENTIAL);
    }

    @Override
    protected double tolerance() {
        return 1e-6;
    }

    /** Random planes, slabs and paddings, zoomed far in and out, edges included: NaN exactly where the reference has it. */
    @Test
    void theFastTwinDrawsWhatTheReferenceDraws() throws IOException {
        Random random = new Random(17);
        Grid grid = Phantoms.obliqueGrid();
        for (SampleType type : SampleType.values()) {
            OptionalInt padding = type == SampleType.FLOAT32 ? OptionalInt.empty() : OptionalInt.of(7);
            try (Volume volume = Phantoms.volume(
                    grid,
                    type,
                    new ModalityScale(1.5, -3),
                    padding,
                    (i, j, k) -> random.nextInt(100) < 3 ? 7 : 8 + random.nextInt(100))) {
                for (int turn = 0; turn < 30; turn++) {
                    Vector3 right = turn % 3 == 0
                            ? grid.indexToPatient().i().unit()
                            : new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).unit();
                    Vector3 down = right.cross(new Vector3(random.nextGaussian(), 0.3, 1))
                            .unit();
                    Vector3 centre = turn % 3 == 0
                            ? grid.indexToPatient().apply(15, 11, turn % 2 * 16)
                            : grid.indexToPatient().apply(random.nextInt(31), random.nextInt(23), random.nextInt(17));
                    ReslicePlane plane =
                            new ReslicePlane(centre, right, down, Math.pow(10, random.nextInt(4) - 2), 61, 43);
                    Slab slab = turn % 2 == 0 ? Slab.THIN : new Slab(3, Slab.Blend.values()[turn % 3]);
                    float[] wanted = new float[61 * 43];
                    float[] picture = new float[61 * 43];
                    new ReferenceReslicer().reslice(volume, plane, slab, wanted);
                    reslicer().reslice(volume, plane, slab, picture);
                    assertArrayEquals(wanted, picture, 1e-3f, type + " turn " + turn);
                }
            }
        }
    }

    @Test
    void twoThreadsDrawTheSamePicture() throws IOException {
        try (ExecutorService pool = Executors.newFixedThreadPool(2);
                Volume volume = Phantoms.volume(
                        Phantoms.obliqueGrid(),
                        SampleType.INT16,
                        ModalityScale.IDENTITY,
                        OptionalInt.empty(),
                        (i, j, k) -> i * j + k)) {
            ReslicePlane plane = new ReslicePlane(
                    volume.grid().centre(), new Vector3(0, 1, 0), new Vector3(0, 0, -1), 0.2, 200, 200);
            float[] one = new float[40_000];
            float[] two = new float[40_000];
            reslicer().reslice(volume, plane, Slab.THIN, one);
            new TiledReslicer(Parallel.on(pool, 2)).reslice(volume, plane, Slab.THIN, two);
            assertArrayEquals(one, two);
        }
    }

    @Test
    void aPictureThatIsTooSmallIsRefused() throws IOException {
        try (Volume volume = Phantoms.volume(
                Phantoms.unitGrid(2, 2, 2),
                SampleType.INT16,
                ModalityScale.IDENTITY,
                OptionalInt.empty(),
                (i, j, k) -> 0)) {
            ReslicePlane plane = new ReslicePlane(Vector3.ZERO, new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 4, 4);
            assertThrows(
                    IllegalArgumentException.class, () -> reslicer().reslice(volume, plane, Slab.THIN, new float[15]));
        }
    }
}
