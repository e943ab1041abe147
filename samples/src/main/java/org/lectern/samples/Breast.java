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
    private final Texture coarse;
    private final Texture fibre;
    private final Texture bend;
    private final Texture vessels;
    private final Texture muscle;

    Breast(boolean oblique, boolean withMass, int seed) {
        this.oblique = oblique;
        this.withMass = withMass;
        this.seed = seed;
        this.coarse = new Texture(3, 4, seed);
        this.fibre = new Texture(9, 4, seed + 20);
        this.bend = new Texture(31, 1, seed + 50);
        this.vessels = new Texture(17, 1, seed + 40);
        this.muscle = new Texture(5, 3, seed + 80);
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
        double outward = Math.max(0, u) / sag;
        double body = outward > 1.2 || Math.abs(v) > 1.2
                ? -1
                : (1 - Math.pow(Math.pow(outward, 2.2) + Math.pow(Math.abs(v), 2.2), 1 / 2.2)) * reach;
        double nipple = 6 - Math.hypot(depthMm - reach * sag + 2.5, along * 0.9 - (oblique ? 4 : 0));
        double tail = oblique ? 60 - depthMm - (alongMm + 170) * 0.12 - Math.max(0, alongMm + 60) * 0.9 : -1;
        return Math.max(body, Math.max(nipple, tail));
    }

    private double gland(double depthMm, double alongMm, double edge) {
        double cone = Math.clamp((depthMm - 14) / 30, 0, 1) * Math.clamp(edge / 26, 0, 1);
        double fibres = fibre.at(depthMm / 11, (alongMm + 0.35 * depthMm) / 4.5);
        double tissue = cone == 0
                ? 0
                : Math.max(0, coarse.at(depthMm / 26, alongMm / 26) + 0.25) * 760 + Math.abs(fibres) * 330;
        double warp = 18 * bend.at(depthMm / 19, alongMm / 19);
        double course = 2 * vessels.at((depthMm + 0.7 * alongMm + warp) / 47, (alongMm - 0.4 * depthMm - warp) / 47);
        double vessel = Math.max(0, 1 - Math.abs(course) * 30) * 120;
        double value = cone * tissue + vessel * Math.clamp(edge / 10, 0, 1) + Math.abs(fibres) * 70;
        return value + (withMass ? finding(depthMm, alongMm) : 0);
    }

    private double finding(double depthMm, double alongMm) {
        double dx = depthMm - MASS_MM[0];
        double dy = alongMm - MASS_MM[1];
        double r = Math.sqrt(dx * dx + dy * dy);
        double mass = 0;
        if (r < MASS_MM[2] + 3) {
            double spikes = 0.9 * Noise.smooth(Math.atan2(dy, dx) * 2.3, 0, 2, seed + 60);
            mass = 480 * Math.clamp(0.5 + (MASS_MM[2] + spikes - r) / 2.5, 0, 1);
        }
        return mass + calcification(depthMm, alongMm);
    }

    private double calcification(double depthMm, double alongMm) {
        if (depthMm < 65 || depthMm > 74 || alongMm < -21 || alongMm > -11) {
            return 0; // outside the cluster
        }
        double sum = 0;
        for (int n = 0; n < 9; n++) {
            double cx = 66 + 7 * Noise.lattice(n, 1, 0, seed);
            double cy = -20 + 8 * Noise.lattice(n, 2, 0, seed);
            double radius = 0.16 + 0.14 * Noise.lattice(n, 3, 0, seed);
            sum += 1500 * Math.clamp(1 - Math.hypot(depthMm - cx, alongMm - cy) / radius, 0, 1);
        }
        return sum;
    }

    private double pectoral(double depthMm, double alongMm, double below) {
        double line = 58 - (alongMm + 110) * 0.42 + 3 * Math.sin(alongMm / 30);
        double inside = line - depthMm;
        if (inside <= 0 || below <= 0) {
            return below;
        }
        double muscle = 2250 + 160 * this.muscle.at(depthMm / 30, alongMm / 8);
        return below + (muscle - below) * Math.min(1, inside / 3);
    }
}
