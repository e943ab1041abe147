package org.lectern.imaging.geometry;

/** A point or direction in the patient, in mm: x towards the left, y towards the back, z towards the head (LPS). */
public record Vector3(double x, double y, double z) {
    /** The origin. */
    public static final Vector3 ZERO = new Vector3(0, 0, 0);

    /** The vector whose components stand at {@code from} of an array. */
    public static Vector3 of(double[] components, int from) {
        return new Vector3(components[from], components[from + 1], components[from + 2]);
    }

    /** The sum. */
    public Vector3 plus(Vector3 other) {
        return new Vector3(x + other.x, y + other.y, z + other.z);
    }

    /** This plus {@code factor} times the other. */
    public Vector3 plus(double factor, Vector3 other) {
        return new Vector3(x + factor * other.x, y + factor * other.y, z + factor * other.z);
    }

    /** The difference. */
    public Vector3 minus(Vector3 other) {
        return new Vector3(x - other.x, y - other.y, z - other.z);
    }

    /** The multiple. */
    public Vector3 times(double factor) {
        return new Vector3(x * factor, y * factor, z * factor);
    }

    /** The opposite direction. */
    public Vector3 negated() {
        return times(-1);
    }

    /** The scalar product. */
    public double dot(Vector3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    /** The vector product. */
    public Vector3 cross(Vector3 other) {
        return new Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    /** The length. */
    public double length() {
        return Math.sqrt(dot(this));
    }

    /** The distance to another point. */
    public double distance(Vector3 other) {
        return minus(other).length();
    }

    /**
     * The direction, of length 1.
     *
     * @throws IllegalStateException for a vector without direction
     */
    public Vector3 unit() {
        double length = length();
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new IllegalStateException("a vector of length " + length + " has no direction");
        }
        return times(1 / length);
    }

    /** This direction turned about a unit axis, right-handed (Rodrigues' formula). */
    public Vector3 rotated(Vector3 axis, double radians) {
        double cos = Math.cos(radians);
        return times(cos).plus(Math.sin(radians), axis.cross(this)).plus(axis.dot(this) * (1 - cos), axis);
    }

    /** Whether no component is infinite or NaN. */
    public boolean isFinite() {
        return Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z);
    }
}
