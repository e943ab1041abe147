package org.lectern.samples;

import java.util.SplittableRandom;

/**
 * A chest in Hounsfield units with a nodule of known place and size.
 *
 * <p>Not a model of any person: ellipsoids, tubes and a random vessel tree, drawn so that windows, planes and orientation can be judged
 * by eye: the heart points left, the liver lies right, the arch runs to the left, the spine is behind.
 */
final class Thorax {
    /** Centre of the nodule, patient mm (LPS): right upper lobe, therefore negative x. */
    static final double[] NODULE_MM = {-72, 8, 62};

    /** Diameter of the nodule. */
    static final double NODULE_DIAMETER_MM = 9;

    private static final double AIR = -1000;
    private static final double LUNG = -855;
    private static final double FAT = -100;
    private static final double MUSCLE = 52;
    private static final double BLOOD = 165;
    private static final double CORTEX = 720;
    private static final double MARROW = 190;

    private Thorax() {}

    static Phantom phantom() {
        Phantom body = new Phantom(AIR);
        table(body);
        wall(body);
        lungs(body);
        mediastinum(body);
        abdomen(body);
        spine(body);
        ribs(body);
        return body;
    }

    private static void table(Phantom body) {
        body.paint(
                -350, Shape.column(0, 160, 220, 30, -1000, 1000).without(Shape.column(0, 152, 230, 32, -1000, 1000)));
    }

    private static void wall(Phantom body) {
        body.paint(35, torso(0)).paint(FAT, torso(2.2)).paint(MUSCLE, torso(17)).paint(-60, torso(32));
        for (int side = -1; side <= 1; side += 2) {
            body.paint(MUSCLE, Shape.ellipsoid(side * 95, 82, 40, 52, 16, 95).within(torso(6)));
            body.paint(MUSCLE, Shape.ellipsoid(side * 80, -82, 55, 58, 13, 62).within(torso(6)));
            body.paint(MUSCLE, Shape.ellipsoid(side * 24, 95, 0, 22, 17, 400).within(torso(5)));
            body.paint(CORTEX * 0.8, Shape.ellipsoid(side * 98, 88, 60, 34, 3.4, 62));
            body.paint(
                    CORTEX,
                    Shape.tube(new double[] {side * 14, -82, 112}, new double[] {side * 130, -40, 132}, 6.5, 6.5));
            body.paint(
                    MARROW, Shape.tube(new double[] {side * 18, -81, 113}, new double[] {side * 130, -40, 132}, 4, 4));
        }
    }

    /** The outline of the trunk, some millimetres under the skin. */
    private static Shape torso(double insetMm) {
        return Shape.of(new double[] {-200, 200, -130, 130, -400, 400}, (x, y, z) -> {
            double shoulder = Math.max(0, z - 60) * 0.22;
            double a = 172 + shoulder - insetMm;
            double b = 112 - shoulder * 0.4 - insetMm;
            double u = Math.abs(x) / a;
            double v = Math.abs(y) / b;
            if (u > 1.05 || v > 1.05) {
                return -1; // well outside
            }
            if (u * u + v * v < 0.97) {
                return 1; // well inside: u² is above u to the power of 2.3
            }
            return (1 - Math.pow(Math.pow(u, 2.3) + Math.pow(v, 2.3), 1 / 2.3)) * b;
        });
    }

    private static void lungs(Phantom body) {
        lung(body, -76, 57, new SplittableRandom(11));
        lung(body, 79, 52, new SplittableRandom(12));
        body.paint(
                35,
                Shape.ellipsoid(
                        NODULE_MM[0],
                        NODULE_MM[1],
                        NODULE_MM[2],
                        NODULE_DIAMETER_MM / 2,
                        NODULE_DIAMETER_MM / 2,
                        NODULE_DIAMETER_MM / 2));
    }

    private static void lung(Phantom body, double x, double a, SplittableRandom random) {
        double side = Math.signum(x);
        body.paint(LUNG, Shape.of(new double[] {x - a, x + a, -78, 92, -150, 132}, (px, py, pz) -> {
            double top = pz > 20 ? (pz - 20) / 112 : 0;
            double u = (px - x + side * 8 * top) / a;
            double v = (py - 6) / 82;
            double w = pz < -20 ? (pz + 20) / 128 : top;
            double square = u * u + v * v;
            if (square > 1.1 || Math.abs(w) < 1 && square + w * w < 0.96) {
                return square > 1.1 ? -1 : 1; // well outside, or well inside: w² is above w to the power of 2.6
            }
            double r = Math.sqrt(square + Math.pow(Math.abs(w), 2.6));
            return (1 - r) * 50;
        }));
        for (int n = 0; n < 22; n++) {
            double angle = random.nextDouble(2 * Math.PI);
            double[] heading = {side * (0.3 + 0.8 * random.nextDouble()), Math.cos(angle), 1.4 * Math.sin(angle)};
            vessel(body, new double[] {side * 34, 8, -5}, heading, 4.4, 40, 7, random);
        }
    }

    private static void vessel(
            Phantom body,
            double[] from,
            double[] heading,
            double r,
            double lengthMm,
            int depth,
            SplittableRandom random) {
        double norm = Grid.length(heading);
        double[] to = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            to[axis] = from[axis] + heading[axis] / norm * lengthMm * (0.6 + random.nextDouble(0.4));
        }
        if (!inLung(to)) {
            return;
        }
        body.paint(25, Shape.tube(from, to, r, r * 0.74));
        for (int branch = 0; depth > 0 && branch < 2; branch++) {
            double[] next = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                next[axis] = heading[axis] / norm + random.nextDouble(-0.7, 0.7);
            }
            vessel(body, to, next, r * 0.72, lengthMm * 0.74, depth - 1, random);
        }
    }

    private static boolean inLung(double[] p) {
        double x = p[0] < 0 ? -76 : 79;
        double u = (p[0] - x) / 53;
        double v = (p[1] - 6) / 78;
        double w = p[2] < -20 ? (p[2] + 20) / 100 : (p[2] - 20) / 98;
        return u * u + v * v + w * w < 1 || Math.abs(p[0]) < 38;
    }

    private static void mediastinum(Phantom body) {
        body.paint(-70, Shape.ellipsoid(4, -6, 40, 30, 58, 110));
        body.paint(48, Shape.ellipsoid(-3, 52, 30, 9, 7, 200));
        heart(body);
        body.paint(BLOOD, Shape.tube(new double[] {-14, -22, -25}, new double[] {-18, -24, 38}, 15, 15));
        double[] before = {-18, -24, 38};
        for (int n = 1; n <= 10; n++) {
            double t = Math.PI * n / 10;
            double[] next = {-18 + 23 * (1 - Math.cos(t)), -24 + 36 * (1 - Math.cos(t)), 38 + 26 * Math.sin(t)};
            body.paint(BLOOD, Shape.tube(before, next, 14.5, 13.5));
            before = next;
        }
        body.paint(BLOOD, Shape.tube(before, new double[] {24, 54, -20}, 12.5, 12));
        body.paint(BLOOD, Shape.tube(new double[] {24, 54, -20}, new double[] {12, 46, -260}, 12, 10.5));
        body.paint(BLOOD - 20, Shape.tube(new double[] {-34, -14, -30}, new double[] {-30, -18, 100}, 9.5, 9));
        body.paint(BLOOD - 30, Shape.tube(new double[] {14, -34, -18}, new double[] {22, -6, 18}, 14, 13));
        body.paint(BLOOD - 30, Shape.tube(new double[] {22, -6, 18}, new double[] {-40, 6, 2}, 11, 8));
        body.paint(BLOOD - 30, Shape.tube(new double[] {22, -6, 18}, new double[] {44, 14, 4}, 10, 8));
        airways(body);
    }

    private static void heart(Phantom body) {
        body.paint(-75, Shape.ellipsoid(24, -30, -68, 68, 52, 60));
        body.paint(105, Shape.ellipsoid(26, -29, -66, 62, 47, 54));
        body.paint(BLOOD, Shape.ellipsoid(48, -18, -74, 27, 22, 34));
        body.paint(BLOOD - 25, Shape.ellipsoid(2, -46, -70, 30, 19, 34));
        body.paint(BLOOD - 25, Shape.ellipsoid(-24, -22, -52, 22, 24, 32));
        body.paint(BLOOD, Shape.ellipsoid(14, 12, -42, 30, 17, 22));
    }

    private static void airways(Phantom body) {
        double[] carina = {-2, 22, 12};
        double[] larynx = {0, 6, 160};
        double[] right = {-40, 22, -14};
        double[] left = {44, 26, -20};
        body.paint(60, Shape.tube(larynx, carina, 10.5, 10.5))
                .paint(60, Shape.tube(carina, right, 8.5, 7))
                .paint(60, Shape.tube(carina, left, 7.6, 6.4));
        body.paint(AIR, Shape.tube(larynx, carina, 8.6, 8.6))
                .paint(AIR, Shape.tube(carina, right, 6.8, 5.2))
                .paint(AIR, Shape.tube(carina, left, 6, 4.8));
    }

    private static void abdomen(Phantom body) {
        body.paint(FAT, Shape.ellipsoid(0, -4, -260, 138, 84, 96));
        body.paint(108, Shape.ellipsoid(-58, -6, -178, 84, 76, 72));
        body.paint(118, Shape.ellipsoid(92, 36, -182, 34, 30, 52));
        body.paint(45, Shape.ellipsoid(62, -22, -176, 48, 44, 46));
        body.paint(-900, Shape.ellipsoid(62, -44, -170, 34, 18, 26));
        body.paint(BLOOD, Shape.tube(new double[] {-60, 20, -150}, new double[] {-14, 18, -200}, 4, 8));
    }

    private static void spine(Phantom body) {
        for (double z = -292; z < 170; z += 26) {
            body.paint(70, Shape.column(0, 74, 18, 14, z - 4, z + 2));
            body.paint(CORTEX * 0.75, Shape.column(0, 74, 19, 15, z + 2, z + 22));
            body.paint(MARROW, Shape.column(0, 74, 17.2, 13.2, z + 3.5, z + 20.5));
            body.paint(CORTEX * 0.8, Shape.tube(new double[] {0, 100, z + 14}, new double[] {0, 122, z - 2}, 5, 3));
            for (int side = -1; side <= 1; side += 2) {
                body.paint(
                        CORTEX * 0.8,
                        Shape.tube(new double[] {side * 12, 86, z + 14}, new double[] {side * 38, 98, z + 16}, 6, 4));
            }
        }
        body.paint(CORTEX * 0.7, Shape.column(0, 95, 15, 11, -400, 400).without(Shape.column(0, 94, 10, 9, -500, 500)));
        body.paint(22, Shape.column(0, 94, 10, 8.5, -400, 400));
        body.paint(40, Shape.column(0, 94, 5.5, 4.5, -400, 400));
        body.paint(CORTEX * 0.7, Shape.column(0, -93, 19, 6, -70, 100))
                .paint(MARROW, Shape.column(0, -93, 17, 4.2, -68, 98));
    }

    private static void ribs(Phantom body) {
        for (int n = 0; n < 11; n++) {
            double z = 128 - 24.0 * n;
            double a = 118 + 12 * Math.sin(Math.PI * Math.min(n + 2, 10) / 10.0);
            for (int side = -1; side <= 1; side += 2) {
                rib(body, side, z, a, CORTEX, 5.6);
                rib(body, side, z, a, MARROW, 3.4);
            }
        }
    }

    private static void rib(Phantom body, int side, double z, double a, double value, double r) {
        double[] before = null;
        for (int n = 0; n <= 16; n++) {
            double t = Math.toRadians(-72 + n * 150.0 / 16);
            double[] next = {
                side * Math.cos(t) * a, -Math.sin(t) * 88 + 4, z - 22 - 34 * Math.sin(t) * (n > 8 ? 0.8 : 0.5)
            };
            if (before != null) {
                body.paint(value, Shape.tube(before, next, r, r));
            }
            before = next;
        }
    }
}
