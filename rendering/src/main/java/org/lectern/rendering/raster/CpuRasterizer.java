package org.lectern.rendering.raster;

import org.lectern.imaging.codec.Parallel;

/**
 * Draws on the processor, in bands of rows on the threads that the owner grants.
 *
 * <p>Pictures that are only scaled, mirrored and turned by right angles are resampled along rows, then along columns;
 * others point by point.
 */
public final class CpuRasterizer implements Rasterizer {
    private final Parallel parallel;
    private final int bands;

    /**
     * A rasterizer.
     *
     * @param parallel runs the bands
     * @param bands how many bands one picture is cut into, about the number of threads
     */
    public CpuRasterizer(Parallel parallel, int bands) {
        if (bands < 1) {
            throw new IllegalArgumentException("No picture is cut into " + bands + " bands");
        }
        this.parallel = parallel;
        this.bands = bands;
    }

    /** A rasterizer on the calling thread. */
    public static CpuRasterizer sequential() {
        return new CpuRasterizer(Parallel.SEQUENTIAL, 1);
    }

    @Override
    public void draw(RasterScene scene, PixelTarget target) {
        Painter painter = Painter.of(scene, target);
        int height = target.height();
        int count = Math.min(bands, height);
        parallel.forEach(
                count,
                band -> painter.paint(
                        (int) ((long) height * band / count), (int) ((long) height * (band + 1) / count)));
    }
}
