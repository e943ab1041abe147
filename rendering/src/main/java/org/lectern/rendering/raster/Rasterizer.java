package org.lectern.rendering.raster;

/**
 * Draws scenes: one on the processor, one on the graphics card, the same picture from both.
 *
 * <p>Grey is interpolated in modality values, before the VOI transformation, so that an edge stays where it is whatever
 * the window; colour is interpolated in RGB.
 */
public interface Rasterizer {
    /** Draws every pixel of the target, and returns when that is done. */
    void draw(RasterScene scene, PixelTarget target);
}
