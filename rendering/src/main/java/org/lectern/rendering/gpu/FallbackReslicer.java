package org.lectern.rendering.gpu;

import java.util.function.Consumer;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Reslicer;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.Volume;

/** Draws on the graphics processor while it can; what it refuses, the processor draws, so that no picture is missing. */
public final class FallbackReslicer implements Reslicer {
    private final Reslicer gpu;
    private final Reslicer cpu;
    private final Consumer<GpuException> refused;

    /**
     * The one before the other.
     *
     * @param refused hears why a picture was drawn by the processor, on the thread that draws
     */
    public FallbackReslicer(Reslicer gpu, Reslicer cpu, Consumer<GpuException> refused) {
        this.gpu = gpu;
        this.cpu = cpu;
        this.refused = refused;
    }

    @Override
    public String name() {
        return gpu.name();
    }

    @Override
    public void reslice(Volume volume, ReslicePlane plane, Slab slab, float[] picture) {
        try {
            gpu.reslice(volume, plane, slab, picture);
        } catch (GpuException e) {
            refused.accept(e);
            cpu.reslice(volume, plane, slab, picture);
        }
    }
}
