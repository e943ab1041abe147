package org.lectern.rendering.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Orbit;
import org.lectern.rendering.raycast.RandomLooks;
import org.lectern.rendering.raycast.RayCaster;
import org.lectern.rendering.raycast.RayCasterContract;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.Phantoms;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

class TiledRayCasterTest extends RayCasterContract {
    private static final int SIZE = 48;

    @Override
    protected RayCaster caster() {
        return new TiledRayCaster(Parallel.SEQUENTIAL);
    }

    private static int[] cast(RayCaster caster, Volume volume, ReslicePlane view, VolumeLook look) {
        int[] argb = new int[view.width() * view.height()];
        caster.cast(volume, view, look, argb);
        return argb;
    }

    /** The clouds have empty and full bricks, and gaps. */
    @ParameterizedTest
    @EnumSource(SampleType.class)
    void theFastTwinDrawsWhatTheReferenceDraws(SampleType type) throws IOException {
        RandomLooks random = new RandomLooks(21);
        try (Volume cloud = random.cloud(type);
                Volume segments = random.segments(cloud.grid())) {
            for (int turn = 0; turn < 40; turn++) {
                VolumeLook look = random.look(cloud.grid(), segments, turn);
                ReslicePlane view = random.view(cloud.grid(), SIZE);
                RandomLooks.assertAlike(
                        cast(new ReferenceRayCaster(), cloud, view, look),
                        cast(caster(), cloud, view, look),
                        "seed 21, " + type + ", turn " + turn + ": " + look);
            }
        }
    }

    @Test
    void leapsOverEmptySpaceDoNotChangeAPixel() throws IOException {
        RandomLooks random = new RandomLooks(22);
        RayCaster withoutLeaps = new TiledRayCaster(Parallel.SEQUENTIAL, false);
        RayCaster withLeaps = caster();
        try (Volume cloud = random.cloud(SampleType.INT16);
                Volume segments = random.segments(cloud.grid())) {
            for (int turn = 0; turn < 60; turn++) {
                VolumeLook look = random.look(cloud.grid(), segments, turn);
                ReslicePlane view = random.view(cloud.grid(), SIZE);
                assertArrayEquals(
                        cast(withoutLeaps, cloud, view, look), cast(withLeaps, cloud, view, look), "turn " + turn);
            }
        }
    }

    @Test
    void twoThreadsDrawTheSamePicture() throws IOException {
        RandomLooks random = new RandomLooks(23);
        try (ExecutorService pool = Executors.newFixedThreadPool(2);
                Volume cloud = random.cloud(SampleType.UINT16);
                Volume segments = random.segments(cloud.grid())) {
            RayCaster two = new TiledRayCaster(Parallel.on(pool, 2));
            for (int turn = 0; turn < 6; turn++) {
                VolumeLook look = random.look(cloud.grid(), segments, turn);
                ReslicePlane view = random.view(cloud.grid(), SIZE);
                assertArrayEquals(cast(caster(), cloud, view, look), cast(two, cloud, view, look));
            }
        }
    }

    /** Rays exactly along the outermost voxels, and along the axes of the grid, where rounding decides what is inside. */
    @Test
    void raysAlongTheEdgesAreDrawnAsTheReferenceDrawsThem() throws IOException {
        RandomLooks random = new RandomLooks(24);
        try (Volume cube = Phantoms.volume(
                        Phantoms.unitGrid(17, 9, 10),
                        SampleType.INT16,
                        ModalityScale.IDENTITY,
                        OptionalInt.empty(),
                        (i, j, k) -> 100 * i + 10 * j + k);
                Volume segments = random.segments(cube.grid())) {
            for (int azimuth = 0; azimuth < 360; azimuth += 90) {
                for (int elevation = -90; elevation <= 90; elevation += 90) {
                    ReslicePlane fitted = Orbit.fitted(cube.grid(), Orbit.orientation(azimuth, elevation), 21, 21);
                    ReslicePlane view = fitted.sized(1, 21, 21);
                    VolumeLook look = random.look(cube.grid(), segments, azimuth / 90);
                    RandomLooks.assertAlike(
                            cast(new ReferenceRayCaster(), cube, view, look),
                            cast(caster(), cube, view, look),
                            azimuth + "°, " + elevation + "°: " + look);
                }
            }
        }
    }
}
