package org.lectern.rendering.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.cpu.ReferenceRayCaster;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.raycast.Labels;
import org.lectern.rendering.raycast.Lighting;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.Orbit;
import org.lectern.rendering.raycast.RandomLooks;
import org.lectern.rendering.raycast.RayCaster;
import org.lectern.rendering.raycast.RayCasterContract;
import org.lectern.rendering.raycast.Rgb;
import org.lectern.rendering.raycast.TransferFunction;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.Phantoms;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

/** The contract on whatever OpenGL the display has; in continuous integration Mesa's, which runs on the processor. */
class GpuRayCasterTest extends RayCasterContract {
    private static final int SIZE = 48;
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor();

    private static GpuDevice device;
    private static GpuRayCaster caster;

    @BeforeAll
    static void open() {
        assumeTrue(System.getenv("DISPLAY") != null, "OpenGL needs a display");
        device = GpuDevice.open(THREAD, OptionalLong.of(64 << 20), DriverWatch.forgetful());
        caster = new GpuRayCaster(device, Parallel.SEQUENTIAL);
    }

    @AfterAll
    static void close() {
        if (device != null) {
            device.close();
        }
        THREAD.shutdownNow();
    }

    @Override
    protected RayCaster caster() {
        return caster; // one for all tests, so that each is drawn after other pictures
    }

    private static int[] cast(RayCaster caster, Volume volume, ReslicePlane view, VolumeLook look) {
        int[] argb = new int[view.width() * view.height()];
        caster.cast(volume, view, look, argb);
        return argb;
    }

    /** By more than 2 levels of 255. */
    private static int different(int[] expected, int[] actual) {
        int different = 0;
        for (int pixel = 0; pixel < expected.length; pixel++) {
            int most = 0;
            for (int shift = 0; shift < 32; shift += 8) {
                most = Math.max(most, Math.abs((expected[pixel] >>> shift & 0xFF) - (actual[pixel] >>> shift & 0xFF)));
            }
            different += most > 2 ? 1 : 0;
        }
        return different;
    }

    /** The clouds have empty and full bricks, and gaps. */
    @ParameterizedTest
    @EnumSource(SampleType.class)
    void theGraphicsTwinDrawsWhatTheReferenceDraws(SampleType type) throws IOException {
        RandomLooks random = new RandomLooks(31);
        RayCaster gpu = caster();
        int compared = 0;
        int different = 0;
        StringBuilder where = new StringBuilder();
        try (Volume cloud = random.cloud(type);
                Volume segments = random.segments(cloud.grid())) {
            for (int turn = 0; turn < 40; turn++) {
                VolumeLook look = random.look(cloud.grid(), segments, turn);
                ReslicePlane view = random.view(cloud.grid(), SIZE);
                int off = different(cast(new ReferenceRayCaster(), cloud, view, look), cast(gpu, cloud, view, look));
                compared += SIZE * SIZE;
                different += off;
                if (off > 2) {
                    where.append("; ").append(off).append(" at turn ").append(turn);
                }
            }
        }
        assertEquals(Optional.empty(), device.failure());
        assertTrue(different * 1000 <= compared, different + " of " + compared + ", seed 31" + where);
    }

    @ParameterizedTest
    @EnumSource(SampleType.class)
    void leapsOverEmptySpaceDoNotChangeAPixel(SampleType type) throws IOException {
        RandomLooks random = new RandomLooks(32);
        RayCaster withLeaps = caster();
        RayCaster withoutLeaps = new GpuRayCaster(device, Parallel.SEQUENTIAL, false);
        try (Volume cloud = random.cloud(type);
                Volume segments = random.segments(cloud.grid())) {
            for (int turn = 0; turn < 30; turn++) {
                VolumeLook look = random.look(cloud.grid(), segments, turn);
                ReslicePlane view = random.view(cloud.grid(), SIZE);
                assertArrayEquals(
                        cast(withoutLeaps, cloud, view, look), cast(withLeaps, cloud, view, look), "turn " + turn);
            }
        }
    }

    /** Other matter, labels, scissors and volumes in between: no picture shows the tables of another. */
    @Test
    void picturesThatTakeTurnsDoNotMix() throws IOException {
        RandomLooks random = new RandomLooks(33);
        RayCaster one = caster();
        RayCaster other = new GpuRayCaster(device, Parallel.SEQUENTIAL);
        try (Volume shorts = random.cloud(SampleType.INT16);
                Volume floats = random.cloud(SampleType.FLOAT32);
                Volume segments = random.segments(shorts.grid())) {
            int[][] first = new int[40][];
            for (int round = 0; round < 2; round++) {
                RandomLooks looks = new RandomLooks(34);
                for (int turn = 0; turn < 40; turn++) {
                    VolumeLook look = looks.look(shorts.grid(), segments, turn);
                    ReslicePlane view = looks.view(shorts.grid(), 24);
                    int[] picture = cast(round == 0 ? one : other, turn % 3 == 0 ? floats : shorts, view, look);
                    if (round == 0) {
                        first[turn] = picture;
                    } else {
                        assertArrayEquals(first[turn], picture, "turn " + turn);
                    }
                }
            }
        }
    }

    /** Wider than a tile, and higher than one band may be at first. */
    @Test
    void aLargePictureInTilesAndBandsHasNoSeams() throws IOException {
        Grid grid = Phantoms.unitGrid(9, 8, 11);
        try (Volume volume = Phantoms.volume(
                grid, SampleType.INT16, ModalityScale.IDENTITY, OptionalInt.empty(), (i, j, k) -> 20 * i + 3 * j)) {
            VolumeLook look = VolumeLook.of(TransferFunction.window(90, 180)).withMode(Mode.MIP);
            ReslicePlane view =
                    new ReslicePlane(grid.centre(), new Vector3(1, 0, 0), new Vector3(0, 1, 0), 0.002, 4300, 300);
            int[] picture = cast(caster(), volume, view, look);
            int[] wanted = new int[picture.length];
            for (int row = 0; row < 300; row++) {
                for (int column = 0; column < 4300; column++) {
                    Vector3 at = view.toPatient(column, row);
                    double gray = at.x() < 0 || at.x() > 8 ? 0 : (20 * at.x() + 3 * at.y()) / 180;
                    wanted[row * 4300 + column] =
                            0xFF000000 | (int) Math.round(255 * Math.clamp(gray, 0, 1)) * 0x010101;
                }
            }
            assertEquals(0, different(wanted, picture));
        }
    }

    private static Volume ball(Grid grid, SampleType type) throws IOException {
        Vector3 middle = new Vector3(grid.columns() / 2.0, grid.rows() / 2.0, grid.slices() / 2.0);
        return Phantoms.volume(
                grid,
                type,
                ModalityScale.IDENTITY,
                OptionalInt.of(3),
                (i, j, k) -> i < 4
                        ? 3
                        : Math.max(
                                0, 100 - 4 * new Vector3(i, j, k).minus(middle).length()));
    }

    /** The volume alone fits to the byte; with labels it does not, and blocks of 2 × 2 × 2 are drawn for both. */
    @ParameterizedTest
    @EnumSource(
            value = SampleType.class,
            names = {"UINT8", "INT16", "FLOAT32"})
    void aVolumeThatDoesNotFitIsDrawnInReducedResolutionAndSaysSo(SampleType type) throws IOException {
        Grid grid = Phantoms.unitGrid(61, 60, 59);
        long bytes = grid.voxels() * type.bytes();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (GpuDevice small = GpuDevice.open(thread, OptionalLong.of(bytes), DriverWatch.forgetful());
                Volume volume = ball(grid, type);
                Volume segments = Phantoms.volume(
                        grid,
                        SampleType.UINT8,
                        ModalityScale.IDENTITY,
                        OptionalInt.empty(),
                        (i, j, k) -> j < 20 ? 1 : 0)) {
            GpuRayCaster reduced = new GpuRayCaster(small, Parallel.SEQUENTIAL);
            VolumeLook look = VolumeLook.of(TransferFunction.of(
                            new TransferFunction.Point(20, Rgb.WHITE, 0),
                            new TransferFunction.Point(80, Rgb.WHITE, 0.1)))
                    .withLighting(new Lighting(0.4, 0.6, 0, 1, 4));
            ReslicePlane view = Orbit.fitted(grid, Orbit.orientation(25, 10), SIZE, SIZE);
            assertEquals(Optional.empty(), reduced.note(volume, look));
            VolumeLook labelled = look.withLabels(new Labels(
                    segments, java.util.Map.of(1, new Labels.Look(new Rgb(1, 0, 0), 0.05, true))));
            String note = reduced.note(volume, labelled).orElseThrow();
            assertTrue(note.startsWith("Drawn in reduced resolution, 2 × 2 × 2 voxels as one: the volume of "), note);
            assertCloseOnAverage(
                    cast(new ReferenceRayCaster(), volume, view, look), cast(reduced, volume, view, look), 1);
            assertCloseOnAverage(
                    cast(new ReferenceRayCaster(), volume, view, labelled), cast(reduced, volume, view, labelled), 4);
            for (Mode mode : new Mode[] {Mode.MIP, Mode.MINIP}) {
                VolumeLook projected = labelled.withMode(mode).withProjection(TransferFunction.window(50, 100));
                assertCloseOnAverage(
                        cast(new ReferenceRayCaster(), volume, view, projected),
                        cast(reduced, volume, view, projected),
                        6);
            }
            assertEquals(Optional.empty(), small.failure());
            assertTrue(small.call((gl, volumes) -> volumes.bytes()) <= bytes);
            // planes keep their exact values: reduced volumes are for rays alone
            float[] value = new float[1];
            ReslicePlane point =
                    new ReslicePlane(new Vector3(30, 30, 29), new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 1, 1);
            new GpuReslicer(small).reslice(volume, point, Slab.THIN, value);
            assertEquals(volume.value(30, 30, 29), value[0], 1e-3);
        } finally {
            thread.shutdownNow();
        }
    }

    private static void assertCloseOnAverage(int[] expected, int[] actual, double levels) {
        double sum = 0;
        for (int pixel = 0; pixel < expected.length; pixel++) {
            for (int shift = 0; shift < 24; shift += 8) {
                sum += Math.abs((expected[pixel] >>> shift & 0xFF) - (actual[pixel] >>> shift & 0xFF));
            }
        }
        double mean = sum / expected.length / 3;
        assertTrue(mean <= levels, mean + " levels apart");
    }
}
