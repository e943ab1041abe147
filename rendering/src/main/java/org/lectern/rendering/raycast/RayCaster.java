package org.lectern.rendering.raycast;

import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.volume.Volume;

/**
 * Draws a volume by parallel rays, one through each pixel centre along the normal of the view, from the reader into the
 * screen and through the whole volume: the place of the view along its normal does not matter.
 *
 * <p>A ray takes samples at the depths of {@link Rays}. At each the value {@code v} is interpolated trilinearly in
 * modality units. A sample is <em>nothing</em> outside the box between the outermost voxel centres, where NaN or padding
 * has a weight, where {@link Clip} or {@link Sculpt} took it away, and in a label that is hidden.
 *
 * <p>{@link Mode#COMPOSITE}, front to back, with {@code T = 1} and {@code C = 0} at the start, for each sample:
 *
 * <pre>
 * (c, o) = colour and opacity of 1 mm at v      ({@link TransferFunction}, or the label's own: {@link Labels})
 * α = 1 − (1 − o)^stepMm                        so that the picture does not depend on the step
 * C = C + T · α · lit(c)                        ({@link Lighting})
 * T = T · (1 − α)
 * </pre>
 *
 * The pixel is {@code round(255 · (C + T · background))}. Colours are taken as they are sent to the screen (sRGB values),
 * as in every radiology workstation. A renderer may end a ray once {@code T} is below {@link #INVISIBLE}.
 *
 * <p>{@link Mode#MIP} and {@link Mode#MINIP}: the largest or smallest value of a ray, shown in the colour that
 * {@link VolumeLook#projection()} gives it; the background where the whole ray is nothing.
 *
 * <p>Safe for several threads.
 */
public interface RayCaster {
    /** A transparency behind which nothing can be seen: well below half a step of an 8-bit display. */
    double INVISIBLE = 0.001;

    /**
     * Draws a picture, row by row, as opaque ARGB.
     *
     * @param argb at least {@code width · height} long
     */
    void cast(Volume volume, ReslicePlane view, VolumeLook look, int[] argb);

    /** What to call it in messages: {@code cpu}, {@code gpu}. */
    String name();
}
