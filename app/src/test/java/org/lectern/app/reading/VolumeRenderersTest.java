package org.lectern.app.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.reading.VolumeRenderers.Wish;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;
import org.lectern.rendering.volume.VolumeMemory;

class VolumeRenderersTest {
    @TempDir
    Path folder;

    @Test
    void whatTheEnvironmentSaysIsWanted() {
        assertEquals(Wish.AUTO, Wish.of(Map.of()));
        assertEquals(Wish.CPU, Wish.of(Map.of("LECTERN_GRAPHICS", "cpu")));
        assertEquals(Wish.GPU, Wish.of(Map.of("LECTERN_GRAPHICS", " GPU ")));
        assertEquals(Wish.AUTO, Wish.of(Map.of("LECTERN_GRAPHICS", "something")));
    }

    /** A driver that took the process down is left out once, and tried again at the start after that. */
    @Test
    void aDriverThatEndedTheLastProcessIsLeftOutOnce() throws Exception {
        assumeTrue(System.getenv("DISPLAY") != null, "OpenGL needs a display");
        Path mark = Files.write(folder.resolve("graphics.mark"), new byte[] {1});
        try (Threads threads = Threads.start();
                VolumeRenderers first = new VolumeRenderers(Parallel.SEQUENTIAL);
                VolumeRenderers second = new VolumeRenderers(Parallel.SEQUENTIAL)) {
            first.find(Wish.AUTO, threads.graphics(), Optional.of(mark));
            assertEquals("cpu", first.name());
            assertTrue(
                    first.status().why().contains("ended the program the last time"),
                    first.status().why());
            second.find(Wish.GPU, threads.graphics(), Optional.of(mark));
            assertEquals("gpu", second.name());
            assertTrue(
                    second.status().why().startsWith("OpenGL"), second.status().why());
        }
    }

    @Test
    void aSingleValueDoesNotWaitForTheGraphicsProcessor() throws Exception {
        assumeTrue(System.getenv("DISPLAY") != null, "OpenGL needs a display");
        Grid grid = new Grid(
                2,
                1,
                1,
                new Affine(new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1), Vector3.ZERO),
                Optional.empty());
        VolumeMemory.Allocation memory = VolumeMemory.UNLIMITED.allocate(2 * Short.BYTES);
        memory.segment().setAtIndex(ValueLayout.JAVA_SHORT, 1, (short) 40);
        CountDownLatch over = new CountDownLatch(1);
        try (Threads threads = Threads.start();
                VolumeRenderers renderers = new VolumeRenderers(Parallel.SEQUENTIAL);
                Volume volume =
                        Volume.of(grid, SampleType.INT16, ModalityScale.IDENTITY, OptionalInt.empty(), memory)) {
            renderers.find(Wish.GPU, threads.graphics(), Optional.empty());
            assertEquals("gpu", renderers.name());
            threads.graphics().submit(() -> over.await(60, TimeUnit.SECONDS)); // as if it drew
            ReslicePlane under =
                    new ReslicePlane(new Vector3(0.5, 0, 0), new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 1, 1);
            Future<Float> value = threads.io().submit(() -> {
                float[] picture = new float[1];
                renderers.reslice(volume, under, Slab.THIN, picture);
                return picture[0];
            });
            assertEquals(20, value.get(20, TimeUnit.SECONDS), 1e-4);
            over.countDown();
        }
    }
}
