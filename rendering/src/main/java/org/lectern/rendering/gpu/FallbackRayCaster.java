package org.lectern.rendering.gpu;

import java.util.function.Consumer;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.RayCaster;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Volume;

/** Casts rays on the graphics processor while it can; what it refuses, the processor draws, so that no picture is missing. */
public final class FallbackRayCaster implements RayCaster {
    private final RayCaster gpu;
    private final RayCaster cpu;
    private final Consumer<GpuException> refused;

    /**
     * The one before the other.
     *
     * @param refused hears why a picture was drawn by the processor, on the thread that draws
     */
    public FallbackRayCaster(RayCaster gpu, RayCaster cpu, Consumer<GpuException> refused) {
        this.gpu = gpu;
        this.cpu = cpu;
        this.refused = refused;
    }

    @Override
    public String name() {
        return gpu.name();
    }

    @Override
    public void cast(Volume volume, ReslicePlane view, VolumeLook look, int[] argb) {
        try {
            gpu.cast(volume, view, look, argb);
        } catch (GpuException e) {
            refused.accept(e);
            cpu.cast(volume, view, look, argb);
        }
    }
}
