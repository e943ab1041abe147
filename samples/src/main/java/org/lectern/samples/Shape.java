package org.lectern.samples;

/**
 * A body in patient millimetres that is painted into a slice over what is there.
 *
 * <p>{@link #depthMm} is positive inside, about the distance to the surface; the outermost half millimetre is blended, so that edges
 * look like a scanner's and not like a staircase.
 */
interface Shape {
    double depthMm(double x, double y, double z);

    /** Lowest and highest x, y, z: {x0, x1, y0, y1, z0, z1}. */
    double[] bounds();

    /** An ellipsoid with half axes a, b, c. */
    static Shape ellipsoid(double x, double y, double z, double a, double b, double c) {
        double least = Math.min(a, Math.min(b, c));
        return of(new double[] {x - a, x + a, y - b, y + b, z - c, z + c}, (px, py, pz) -> {
            double u = (px - x) / a;
            double v = (py - y) / b;
            double w = (pz - z) / c;
            return (1 - Math.sqrt(u * u + v * v + w * w)) * least;
        });
    }

    /** A tube along z with an elliptic section, flat ends. */
    static Shape column(double x, double y, double a, double b, double lowZ, double highZ) {
        double least = Math.min(a, b);
        return of(new double[] {x - a, x + a, y - b, y + b, lowZ, highZ}, (px, py, pz) -> {
            double u = (px - x) / a;
            double v = (py - y) / b;
            return Math.min((1 - Math.sqrt(u * u + v * v)) * least, Math.min(pz - lowZ, highZ - pz));
        });
    }

    /** A round tube from one point to another, its radius going from {@code r0} to {@code r1}. */
    static Shape tube(double[] from, double[] to, double r0, double r1) {
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        double dz = to[2] - from[2];
        double square = Math.max(dx * dx + dy * dy + dz * dz, 1e-9);
        double r = Math.max(r0, r1);
        double[] bounds = new double[6];
        for (int axis = 0; axis < 3; axis++) {
            bounds[2 * axis] = Math.min(from[axis], to[axis]) - r;
            bounds[2 * axis + 1] = Math.max(from[axis], to[axis]) + r;
        }
        return of(bounds, (x, y, z) -> {
            double t = ((x - from[0]) * dx + (y - from[1]) * dy + (z - from[2]) * dz) / square;
            t = Math.clamp(t, 0, 1);
            double u = x - from[0] - t * dx;
            double v = y - from[1] - t * dy;
            double w = z - from[2] - t * dz;
            return r0 + (r1 - r0) * t - Math.sqrt(u * u + v * v + w * w);
        });
    }

    /** What is in the first and not in the second. */
    default Shape without(Shape other) {
        Shape self = this;
        return of(bounds(), (x, y, z) -> Math.min(self.depthMm(x, y, z), -other.depthMm(x, y, z)));
    }

    /** What is in both. */
    default Shape within(Shape other) {
        Shape self = this;
        return of(bounds(), (x, y, z) -> Math.min(self.depthMm(x, y, z), other.depthMm(x, y, z)));
    }

    /** A shape of a depth function. */
    static Shape of(double[] bounds, Depth depth) {
        return new Shape() {
            @Override
            public double depthMm(double x, double y, double z) {
                return depth.at(x, y, z);
            }

            @Override
            public double[] bounds() {
                return bounds;
            }
        };
    }

    /** Depth under the surface in mm, negative outside. */
    interface Depth {
        double at(double x, double y, double z);
    }
}
