package org.lectern.rendering.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.cpu.ReferenceReslicer;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.Phantoms;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

class FallbackReslicerTest {
    private static final ReslicePlane PLANE =
            new ReslicePlane(new Vector3(1, 1, 1), new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 3, 3);

    @Test
    void theProcessorGoesOnWhenTheDriverFailsAndTheDriverIsNotAskedAgain() throws Exception {
        assumeTrue(System.getenv("DISPLAY") != null, "OpenGL needs a display");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        List<String> told = new ArrayList<>();
        try (GpuDevice device = GpuDevice.open(thread, OptionalLong.of(1 << 20), DriverWatch.forgetful());
                Volume volume = Phantoms.volume(
                        Phantoms.unitGrid(3, 3, 3),
                        SampleType.INT16,
                        ModalityScale.IDENTITY,
                        OptionalInt.empty(),
                        (i, j, k) -> i + 10 * j + 100 * k)) {
            FallbackReslicer reslicer = new FallbackReslicer(
                    new GpuReslicer(device), new ReferenceReslicer(), refusal -> told.add(refusal.getMessage()));
            float[] wanted = {100, 101, 102, 110, 111, 112, 120, 121, 122};
            float[] picture = new float[9];
            reslicer.reslice(volume, PLANE, Slab.THIN, picture);
            assertArrayEquals(wanted, picture, 1e-3f);
            assertEquals(List.of(), told);
            assertThrows(
                    GpuException.class,
                    () -> device.call((gl, volumes) -> {
                        throw new IllegalStateException("the device is lost");
                    }));
            assertEquals(Optional.of("the device is lost"), device.failure());
            java.util.Arrays.fill(picture, 0);
            reslicer.reslice(volume, PLANE, Slab.THIN, picture);
            assertArrayEquals(wanted, picture, 1e-3f);
            assertEquals(List.of("the device is lost"), told);
        } finally {
            thread.shutdownNow();
        }
    }
}
