package org.lectern.app.reading;

import org.lectern.app.Threads;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.cpu.TiledRayCaster;
import org.lectern.rendering.raster.CpuRasterizer;
import org.lectern.rendering.raster.Rasterizer;
import org.lectern.rendering.raycast.RayCaster;

/**
 * Who draws.
 *
 * @param volumes planes through volumes, on the graphics processor where there is one
 * @param rays volumes from around
 * @param parallel the threads that share the work of one picture or one volume
 */
public record Renderers(Rasterizer rasterizer, VolumeRenderers volumes, RayCaster rays, Parallel parallel) {
    /** On the processor, with the threads of the pool, until a graphics processor is found for volumes. */
    public static Renderers cpu(Threads threads) {
        Parallel parallel = Parallel.on(threads.pool(), threads.size());
        return new Renderers(
                new CpuRasterizer(parallel, threads.size()),
                new VolumeRenderers(parallel),
                new TiledRayCaster(parallel),
                parallel);
    }

    /** On the calling thread only. */
    public static Renderers sequential() {
        return new Renderers(
                CpuRasterizer.sequential(),
                new VolumeRenderers(Parallel.SEQUENTIAL),
                new TiledRayCaster(Parallel.SEQUENTIAL),
                Parallel.SEQUENTIAL);
    }
}
