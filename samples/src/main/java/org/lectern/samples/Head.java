package org.lectern.samples;

/**
 * A head with eyes in front, folded grey matter, ventricles and a bleed on the left, in Hounsfield units or in the grey of a
 * T2-weighted MR image.
 */
final class Head {
    /** What each tissue is worth in one kind of image. */
    record Tissues(
            double air,
            double skin,
            double fat,
            double bone,
            double marrow,
            double fluid,
            double grey,
            double white,
            double lesion) {
        static final Tissues CT = new Tissues(-1000, 45, -85, 1050, 420, 6, 40, 30, 68);
        static final Tissues T2 = new Tissues(12, 260, 620, 40, 330, 1350, 640, 430, 980);
    }

    /** Centre of the lesion, patient mm: positive x is the patient's left. */
    static final double[] LESION_MM = {34, 6, 22};

    private static final double DEEPEST_SULCUS_MM = 23;

    private Head() {}

    static Phantom phantom(Tissues tissues) {
        Phantom head = new Phantom(tissues.air);
        face(head, tissues);
        skull(head, tissues);
        brain(head, tissues);
        ventricles(head, tissues);
        head.paint(tissues.lesion, Shape.ellipsoid(LESION_MM[0], LESION_MM[1], LESION_MM[2], 11, 14, 9));
        return head;
    }

    private static void face(Phantom head, Tissues t) {
        head.paint(t.skin, Shape.ellipsoid(0, 0, 0, 79, 98, 96))
                .paint(t.skin, Shape.ellipsoid(0, -42, -66, 56, 50, 62));
        head.paint(t.skin, Shape.column(0, 22, 58, 56, -170, -40))
                .paint(t.skin, Shape.ellipsoid(0, -92, -48, 13, 16, 22));
        head.paint(t.fat, Shape.ellipsoid(0, 0, 0, 76.5, 95.5, 93.5))
                .paint(t.fat, Shape.ellipsoid(0, -42, -66, 53, 47, 59));
        for (int side = -1; side <= 1; side += 2) {
            head.paint(t.skin, Shape.ellipsoid(side * 78, 10, -30, 7, 17, 28));
            head.paint(t.skin, Shape.ellipsoid(side * 48, 4, -70, 20, 24, 40));
        }
        head.paint(t.skin, Shape.ellipsoid(0, 55, -90, 48, 30, 60))
                .paint(t.air, Shape.ellipsoid(0, -22, -80, 13, 20, 30));
    }

    private static void skull(Phantom head, Tissues t) {
        head.paint(t.bone, Shape.ellipsoid(0, 0, 4, 73, 91, 88)).paint(t.marrow, Shape.ellipsoid(0, 0, 4, 71, 89, 86));
        head.paint(t.bone, Shape.ellipsoid(0, 0, 4, 68.6, 86.6, 83.6))
                .paint(t.bone, Shape.ellipsoid(0, -50, -44, 44, 38, 16));
        for (int side = -1; side <= 1; side += 2) {
            head.paint(t.bone, Shape.ellipsoid(side * 40, 12, -44, 30, 17, 14))
                    .paint(t.air, Shape.ellipsoid(side * 52, 24, -48, 10, 11, 12));
            head.paint(t.bone, Shape.ellipsoid(side * 32, -72, -26, 22, 23, 20))
                    .paint(t.fat, Shape.ellipsoid(side * 32, -75, -26, 20, 23, 18));
            head.paint(t.fluid, Shape.ellipsoid(side * 32, -82, -26, 12, 12, 12))
                    .paint(t.grey, Shape.ellipsoid(side * 32, -91, -26, 5, 3, 5));
            head.paint(t.air, Shape.ellipsoid(side * 27, -66, -62, 14, 17, 17))
                    .paint(t.air, Shape.ellipsoid(side * 12, -84, 2, 11, 5, 12));
        }
        head.paint(t.bone, Shape.column(0, 24, 14, 14, -170, -52)).paint(t.fluid, Shape.column(0, 40, 9, 8, -170, -40));
        head.paint(t.white, Shape.column(0, 40, 5.5, 5, -170, -40));
    }

    private static void brain(Phantom head, Tissues t) {
        Shape inside = Shape.ellipsoid(0, 0, 4, 66, 84, 81);
        head.paint(t.fluid, inside);
        head.paint(t.grey, folded(63.5, 81.5, 78, 0.0));
        head.paint(t.white, folded(59, 77, 73, 5.2));
        for (int side = -1; side <= 1; side += 2) {
            head.paint(t.grey, Shape.ellipsoid(side * 14, 2, 12, 8, 15, 10))
                    .paint(t.grey, Shape.ellipsoid(side * 26, -10, 10, 7, 20, 13));
            head.paint(t.grey, Shape.ellipsoid(side * 26, 44, -40, 25, 27, 20).within(inside));
            head.paint(t.white, Shape.ellipsoid(side * 22, 40, -40, 13, 13, 9));
        }
        head.paint(t.white, Shape.tube(new double[] {0, 6, -8}, new double[] {0, 30, -60}, 13, 8));
        head.paint(t.fluid, Shape.ellipsoid(0, 0, 50, 1.1, 78, 36));
    }

    /** Hemispheres whose surface sinks in sulci: deeper the farther {@code depthMm}, less towards the base. */
    private static Shape folded(double a, double b, double c, double depthMm) {
        return Shape.of(new double[] {-a, a, -b, b, 4 - c, 4 + c}, (x, y, z) -> {
            double u = x / a;
            double v = y / b;
            double w = (z - 4) / c;
            double surface = (1 - Math.sqrt(u * u + v * v + w * w)) * a;
            double base = z < -36 ? (-36 - z) : 0;
            double depth = surface - depthMm * 0.4 - base * 1.2;
            if (depth < -1 || depth > DEEPEST_SULCUS_MM + depthMm * 1.5) {
                return depth; // no fold reaches here
            }
            double fold = Noise.smooth(x / 9 + 40, y / 9, z / 11, 5) + 0.5 * Noise.smooth(x / 5, y / 5 + 7, z / 6, 6);
            return depth - (15 + depthMm) * Math.max(0, fold - 0.05);
        });
    }

    private static void ventricles(Phantom head, Tissues t) {
        for (int side = -1; side <= 1; side += 2) {
            head.paint(t.fluid, Shape.tube(new double[] {side * 7, -30, 22}, new double[] {side * 12, 20, 28}, 6.5, 8));
            head.paint(t.fluid, Shape.tube(new double[] {side * 12, 20, 28}, new double[] {side * 24, 42, 14}, 8, 5));
        }
        head.paint(t.fluid, Shape.ellipsoid(0, 0, 8, 2.6, 15, 11)).paint(t.fluid, Shape.ellipsoid(0, 40, -30, 7, 6, 9));
    }
}
