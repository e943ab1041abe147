package org.lectern.imaging.codec.jpeg2000;

/**
 * The coefficients, later the samples, of one tile component at the resolution asked for.
 *
 * @param area where it lies on the component's own grid at that resolution
 * @param ints the reversible path's values, else empty
 * @param floats the irreversible path's values, else empty
 */
record Plane(Area area, boolean reversible, int[] ints, float[] floats) {
    static Plane allocate(Area area, boolean reversible) {
        int samples = area.isEmpty() ? 0 : Math.multiplyExact(area.width(), area.height());
        return new Plane(area, reversible, new int[reversible ? samples : 0], new float[reversible ? 0 : samples]);
    }
}
