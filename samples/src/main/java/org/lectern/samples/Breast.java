package org.lectern.samples;

/**
 * One compressed breast as a projection: thickness, glandular texture, pectoral muscle in the oblique view, a mass and a cluster of
 * microcalcifications of known place.
 *
 * <p>Distances run from the chest wall ({@code depthMm}) and along it ({@code alongMm}, 0 at the nipple line, positive downwards in an
 * MLO and medially in a CC).
 */
final class Breast {
    /** The mass: depth from the chest wall, offset along it, radius, all mm. */
    static final double[] MASS_MM = {48, 18, 6.5};

    private final boolean oblique;
    private final boolean withMass;
    private final int seed;

    Breast(boolean oblique, boolean withMass, int seed) {
        this.oblique = oblique;
        this.withMass = withMass;
        this.seed = seed;
    }

    /** Processed pixel value, 0 to 4095, bright where dense; 0 in the air. */
    double value(double depthMm, double alongMm) {
        double edge = edgeMm(depthMm, alongMm);
        double value = 0;
        if (edge > 0) {
            double cover = Math.min(1, edge / 2.2);
            value = cover * (900 + 260 * (1 - Math.exp(-edge / 14)) + gland(depthMm, alongMm, edge));
        }
        if (oblique) {
            value = pectoral(depthMm, alongMm, value);
        }
        return value;
    }

    /** Millimetres inside the skin line. */
    private double edgeMm(double depthMm, double alongMm) {
        double along = oblique ? alongMm - 14 : alongMm;
        double half = oblique ? 112 : 96;
        double reach = oblique ? 108 : 100;
        double u = depthMm / reach;
        double v = along / half;
        double sag = oblique && along > 0 ? 1 + 0.12 * along / half : 1;
        double body = (1 - Math.pow(Math.pow(Math.max(0, u) / sag, 2.2) + Math.pow(Math.abs(v), 2.2), 1 / 2.2)) * reach;
        double nipple = 6 - Math.hypot(depthMm - reach * sag + 2.5, along * 0.9 - (oblique ? 4 : 0));
        double tail = oblique ? 60 - depthMm - (alongMm + 170) * 0.12 - Math.max(0, alongMm + 60) * 0.9 : -1;
        return Math.max(body, Math.max(nipple, tail));
    }

    private double gland(double depthMm, double alongMm, double edge) {
        double cone = Math.clamp((depthMm - 14) / 30, 0, 1) * Math.clamp(edge / 26, 0, 1);
        double coarse = Noise.fractal(depthMm / 26, alongMm / 26, 3, 4, seed);
        double fibres = Noise.fractal(depthMm / 11, (alongMm + 0.35 * depthMm) / 4.5, 9, 4, seed + 20);
        double tissue = Math.max(0, coarse + 0.25) * 760 + Math.abs(fibres) * 330;
        double warp = 9 * Noise.smooth(depthMm / 19, alongMm / 19, 31, seed + 50);
        double course = Noise.smooth(
                (depthMm + 0.7 * alongMm + warp) / 47, (alongMm - 0.4 * depthMm - warp) / 47, 17, seed + 40);
        double vessel = Math.max(0, 1 - Math.abs(course) * 30) * 120;
        double value = cone * tissue + vessel * Math.clamp(edge / 10, 0, 1) + Math.abs(fibres) * 70;
        return value + (withMass ? finding(depthMm, alongMm) : 0);
    }

    private double finding(double depthMm, double alongMm) {
        double dx = depthMm - MASS_MM[0];
        double dy = alongMm - MASS_MM[1];
        double r = Math.hypot(dx, dy);
        double spikes = 0.9 * Noise.smooth(Math.atan2(dy, dx) * 2.3, 0, 2, seed + 60);
        double mass = 480 * Math.clamp(0.5 + (MASS_MM[2] + spikes - r) / 2.5, 0, 1);
        double calcification = 0;
        for (int n = 0; n < 9; n++) {
            double cx = 66 + 7 * Noise.lattice(n, 1, 0, seed);
            double cy = -20 + 8 * Noise.lattice(n, 2, 0, seed);
            calcification += 1500
                    * Math.clamp(
                            1 - Math.hypot(depthMm - cx, alongMm - cy) / (0.16 + 0.14 * Noise.lattice(n, 3, 0, seed)),
                            0,
                            1);
        }
        return mass + calcification;
    }

    private double pectoral(double depthMm, double alongMm, double below) {
        double line = 58 - (alongMm + 110) * 0.42 + 3 * Math.sin(alongMm / 30);
        double inside = line - depthMm;
        if (inside <= 0 || below <= 0) {
            return below;
        }
        double muscle = 2250 + 160 * Noise.fractal(depthMm / 30, alongMm / 8, 5, 3, seed + 80);
        return below + (muscle - below) * Math.min(1, inside / 3);
    }
}
