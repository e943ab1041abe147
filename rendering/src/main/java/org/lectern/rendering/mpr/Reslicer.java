package org.lectern.rendering.mpr;

import org.lectern.rendering.volume.Volume;

/** Draws planes through volumes by trilinear interpolation. Stateless between calls, safe for several threads. */
public interface Reslicer {
    /**
     * Fills a picture, row by row, with values in modality units; NaN where the plane leaves the volume, that is the
     * box between the outermost voxel centres, or touches padding.
     *
     * @param picture at least {@code width · height} long
     */
    void reslice(Volume volume, ReslicePlane plane, Slab slab, float[] picture);

    /** What to call it in messages: {@code cpu}, {@code gpu}. */
    String name();
}
