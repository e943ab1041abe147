package org.lectern.rendering.cpu;

/** Where the volume ends: exactly at the outermost voxel centres, but for the rounding of positions. */
final class Edges {
    /** Positions so close outside are taken as on the edge, so that a plane along it is drawn. */
    static final double TOLERANCE = 1e-6;

    private Edges() {}

    static double snap(double index, int last) {
        if (index < 0 && index >= -TOLERANCE) {
            return 0;
        }
        return index > last && index <= last + TOLERANCE ? last : index;
    }
}
