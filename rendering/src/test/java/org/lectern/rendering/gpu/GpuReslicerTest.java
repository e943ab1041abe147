package org.lectern.rendering.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.cpu.ReferenceReslicer;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Reslicer;
import org.lectern.rendering.mpr.ReslicerContract;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.Phantoms;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

/** The contract on whatever OpenGL the display has; in continuous integration Mesa's, which runs on the processor. */
class GpuReslicerTest extends ReslicerContract {
    private static final long BUDGET = 64 << 20;
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor();

    private static GpuDevice device;

    @BeforeAll
    static void open() {
        assumeTrue(System.getenv("DISPLAY") != null, "OpenGL needs a display");
        device = GpuDevice.open(THREAD, OptionalLong.of(BUDGET), DriverWatch.forgetful());
    }

    @AfterAll
    static void close() {
        if (device != null) {
            device.close();
        }
        THREAD.shutdownNow();
    }

    @Override
    protected Reslicer reslicer() {
        return new GpuReslicer(device);
    }

    @Override
    protected double tolerance() {
        return 1e-5; // the bar is 0.5 %
    }

    /** Random planes, slabs and paddings: the values of the reference, and nothing where it has nothing. */
    @Test
    void theGraphicsTwinDrawsWhatTheReferenceDraws() throws IOException {
        Random random = new Random(23);
        Grid grid = Phantoms.obliqueGrid();
        int compared = 0;
        int different = 0;
        for (SampleType type : SampleType.values()) {
            OptionalInt padding = type == SampleType.FLOAT32 ? OptionalInt.empty() : OptionalInt.of(7);
            try (Volume volume = Phantoms.volume(
                    grid,
                    type,
                    new ModalityScale(1.5, -3),
                    padding,
                    (i, j, k) -> random.nextInt(100) < 3 ? 7 : 8 + random.nextInt(100))) {
                for (int turn = 0; turn < 30; turn++) {
                    Vector3 right =
                            new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).unit();
                    Vector3 down = right.cross(new Vector3(random.nextGaussian(), 0.3, 1))
                            .unit();
                    Vector3 centre = grid.indexToPatient()
                            .apply(random.nextDouble(31), random.nextDouble(23), random.nextDouble(17));
                    ReslicePlane plane =
                            new ReslicePlane(centre, right, down, Math.pow(10, random.nextInt(4) - 2), 61, 43);
                    Slab slab = turn % 2 == 0 ? Slab.THIN : new Slab(3, Slab.Blend.values()[turn % 3]);
                    float[] wanted = new float[61 * 43];
                    float[] picture = new float[61 * 43];
                    new ReferenceReslicer().reslice(volume, plane, slab, wanted);
                    reslicer().reslice(volume, plane, slab, picture);
                    for (int i = 0; i < wanted.length; i++) {
                        compared++;
                        boolean isEqual = Float.isNaN(wanted[i])
                                ? Float.isNaN(picture[i])
                                : Math.abs(wanted[i] - picture[i]) <= 0.01;
                        different += isEqual ? 0 : 1;
                    }
                }
            }
        }
        assertTrue(compared > 390_000);
        // within 2e-5 voxels of an edge or of padding, rounding decides
        assertTrue(different < compared / 10_000, different + " of " + compared);
    }

    @Test
    void everyStoredValueIsExact() throws IOException {
        for (SampleType type : new SampleType[] {SampleType.INT16, SampleType.UINT16}) {
            int least = type == SampleType.INT16 ? Short.MIN_VALUE : 0;
            try (Volume volume = Phantoms.volume(
                    Phantoms.unitGrid(256, 256, 1),
                    type,
                    ModalityScale.IDENTITY,
                    OptionalInt.empty(),
                    (i, j, k) -> least + j * 256 + i)) {
                ReslicePlane plane = new ReslicePlane(
                        new Vector3(127.5, 127.5, 0), new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 256, 256);
                float[] picture = new float[65_536];
                reslicer().reslice(volume, plane, Slab.THIN, picture);
                for (int i = 0; i < picture.length; i++) {
                    assertEquals(least + i, picture[i], 0);
                }
            }
        }
    }

    @Test
    void volumesTakeTurnsWithinTheBudgetAndOneThatIsTooLargeIsRefused() throws IOException {
        ReslicePlane plane =
                new ReslicePlane(new Vector3(1, 1, 1), new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 1, 1);
        for (int volumes = 0; volumes < 10; volumes++) {
            int value = volumes;
            try (Volume volume = Phantoms.volume(
                    Phantoms.unitGrid(256, 256, 128),
                    SampleType.INT16,
                    ModalityScale.IDENTITY,
                    OptionalInt.empty(),
                    (i, j, k) -> value)) {
                float[] picture = new float[1];
                reslicer().reslice(volume, plane, Slab.THIN, picture);
                assertEquals(value, picture[0], 0);
                long bytes = device.call((gl, textures) -> textures.bytes());
                assertTrue(bytes <= BUDGET, bytes + " bytes on the device");
            }
        }
        try (Volume volume = Phantoms.volume(
                Phantoms.unitGrid(512, 512, 130),
                SampleType.INT16,
                ModalityScale.IDENTITY,
                OptionalInt.empty(),
                (i, j, k) -> 0)) {
            GpuException refusal =
                    assertThrows(GpuException.class, () -> reslicer().reslice(volume, plane, Slab.THIN, new float[1]));
            assertEquals(
                    "A volume of 65 MiB is larger than the graphics memory set apart (64 MiB)", refusal.getMessage());
        }
        assertTrue(device.failure().isEmpty(), "the device is well");
    }
}
