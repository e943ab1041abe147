package org.lectern.imaging.geometry;

/**
 * An affine map of space: {@code p ↦ p.x · i + p.y · j + p.z · k + origin}. From voxel indices to patient millimetres,
 * {@code i}, {@code j} and {@code k} are the steps from one column, row and slice to the next.
 */
public record Affine(Vector3 i, Vector3 j, Vector3 k, Vector3 origin) {
    /** Refuses a map that cannot be undone. */
    public Affine {
        double volume = i.cross(j).dot(k);
        if (!(Math.abs(volume) > 1e-12) || Double.isInfinite(volume) || !origin.isFinite()) {
            throw new IllegalArgumentException("the steps of the grid do not span space (volume " + volume + ")");
        }
    }

    /** The image of a point. */
    public Vector3 apply(Vector3 point) {
        return applyToDirection(point).plus(origin);
    }

    /** The image of a point given by its coordinates. */
    public Vector3 apply(double x, double y, double z) {
        return apply(new Vector3(x, y, z));
    }

    /** The image of a difference of points: without the origin. */
    public Vector3 applyToDirection(Vector3 direction) {
        return i.times(direction.x()).plus(direction.y(), j).plus(direction.z(), k);
    }

    /** The map that undoes this one. */
    public Affine inverse() {
        double scale = 1 / i.cross(j).dot(k);
        Vector3 rowX = j.cross(k).times(scale);
        Vector3 rowY = k.cross(i).times(scale);
        Vector3 rowZ = i.cross(j).times(scale);
        return new Affine(
                new Vector3(rowX.x(), rowY.x(), rowZ.x()),
                new Vector3(rowX.y(), rowY.y(), rowZ.y()),
                new Vector3(rowX.z(), rowY.z(), rowZ.z()),
                new Vector3(-rowX.dot(origin), -rowY.dot(origin), -rowZ.dot(origin)));
    }
}
