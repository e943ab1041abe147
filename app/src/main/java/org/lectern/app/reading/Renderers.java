package org.lectern.app.reading;

import org.lectern.app.Threads;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.raster.CpuRasterizer;
import org.lectern.rendering.raster.Rasterizer;

/**
 * Who draws.
 *
 * @param volumes planes through volumes, on the graphics processor where there is one
 * @param parallel the threads that share the work of one picture or one volume
 */
public record Renderers(Rasterizer rasterizer, VolumeRenderers volumes, Parallel parallel) {
    /** On the processor, with the threads of the pool, until a graphics processor is found for volumes. */
    public static Renderers cpu(Threads threads) {
        Parallel parallel = Parallel.on(threads.pool(), threads.size());
        return new Renderers(new CpuRasterizer(parallel, threads.size()), new VolumeRenderers(parallel), parallel);
    }

    /** On the calling thread only. */
    public static Renderers sequential() {
        return new Renderers(CpuRasterizer.sequential(), new VolumeRenderers(Parallel.SEQUENTIAL), Parallel.SEQUENTIAL);
    }
}
