package org.lectern.rendering.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.cpu.ReferenceRayCaster;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Rgb;
import org.lectern.rendering.raycast.TransferFunction;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.Phantoms;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

class FallbackRayCasterTest {
    private static final VolumeLook WHITE =
            VolumeLook.of(TransferFunction.of(new TransferFunction.Point(0, Rgb.WHITE, 1)));

    private static ReslicePlane through(Grid grid) {
        return new ReslicePlane(grid.centre(), new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 3, 1);
    }

    private static Volume volume(Grid grid) throws Exception {
        return Phantoms.volume(grid, SampleType.INT16, ModalityScale.IDENTITY, OptionalInt.empty(), (i, j, k) -> 7);
    }

    @Test
    void theProcessorGoesOnWhenTheDriverFailsAndTheDriverIsNotAskedAgain() throws Exception {
        assumeTrue(System.getenv("DISPLAY") != null, "OpenGL needs a display");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        List<String> told = new ArrayList<>();
        Grid grid = Phantoms.unitGrid(2, 3, 3); // so that the middle pixel of three is white alone
        try (GpuDevice device = GpuDevice.open(thread, OptionalLong.of(1 << 20), DriverWatch.forgetful());
                Volume volume = volume(grid)) {
            FallbackRayCaster caster = new FallbackRayCaster(
                    new GpuRayCaster(device, Parallel.SEQUENTIAL),
                    new ReferenceRayCaster(),
                    refusal -> told.add(refusal.getMessage()));
            int[] wanted = {0xFF000000, 0xFFFFFFFF, 0xFF000000};
            int[] picture = new int[3];
            caster.cast(volume, through(grid), WHITE, picture);
            assertArrayEquals(wanted, picture);
            assertEquals(List.of(), told);
            assertThrows(
                    GpuException.class,
                    () -> device.call((gl, volumes) -> {
                        throw new IllegalStateException("the device is lost");
                    }));
            assertEquals(Optional.of("the device is lost"), device.failure());
            java.util.Arrays.fill(picture, 0);
            caster.cast(volume, through(grid), WHITE, picture);
            assertArrayEquals(wanted, picture);
            assertEquals(List.of("the device is lost"), told);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void whatDoesNotFitEvenReducedIsDrawnByTheProcessorAndTheDeviceStaysWell() throws Exception {
        assumeTrue(System.getenv("DISPLAY") != null, "OpenGL needs a display");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        List<String> told = new ArrayList<>();
        Grid grid = Phantoms.unitGrid(40, 40, 40);
        try (GpuDevice device = GpuDevice.open(thread, OptionalLong.of(100), DriverWatch.forgetful());
                Volume volume = volume(grid)) {
            FallbackRayCaster caster = new FallbackRayCaster(
                    new GpuRayCaster(device, Parallel.SEQUENTIAL),
                    new ReferenceRayCaster(),
                    refusal -> told.add(refusal.getMessage()));
            int[] picture = new int[3];
            caster.cast(volume, through(grid), WHITE, picture);
            assertArrayEquals(new int[] {0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}, picture);
            assertEquals(1, told.size());
            assertTrue(told.getFirst().startsWith("Even reduced to an eighth"), told.getFirst());
            assertEquals(Optional.empty(), device.failure());
        } finally {
            thread.shutdownNow();
        }
    }
}
