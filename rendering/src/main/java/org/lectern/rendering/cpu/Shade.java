package org.lectern.rendering.cpu;

import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.raycast.Lighting;

/**
 * The light on a surface from the differences along the axes of the grid: one for each thread. The length of the gradient
 * and its part along the view are taken from the differences at once, by the metric of the grid.
 */
final class Shade {
    private static final int SHINES = 2048;

    private final boolean flat;
    private final float ambient;
    private final float diffuse;
    private final float perGradient;
    private final float[] shines;
    private final float[] metric = new float[6];
    private final float[] along = new float[3];
    private float factor = 1;
    private float shine;

    Shade(Lighting lighting, float[] shines, Affine patientToIndex, Vector3 normal) {
        this.shines = shines;
        this.flat = lighting.isFlat();
        this.ambient = (float) lighting.ambient();
        this.diffuse = (float) lighting.diffuse();
        this.perGradient = (float) (1 / lighting.fullGradientPerMm());
        // the gradients of the three indices in the patient
        Vector3 x = new Vector3(
                patientToIndex.i().x(),
                patientToIndex.j().x(),
                patientToIndex.k().x());
        Vector3 y = new Vector3(
                patientToIndex.i().y(),
                patientToIndex.j().y(),
                patientToIndex.k().y());
        Vector3 z = new Vector3(
                patientToIndex.i().z(),
                patientToIndex.j().z(),
                patientToIndex.k().z());
        double[] products = {x.dot(x), y.dot(y), z.dot(z), 2 * x.dot(y), 2 * x.dot(z), 2 * y.dot(z)};
        for (int i = 0; i < 6; i++) {
            metric[i] = (float) products[i];
        }
        along[0] = (float) x.dot(normal);
        along[1] = (float) y.dot(normal);
        along[2] = (float) z.dot(normal);
    }

    /** The highlights for cosines from 0 to 1, in equal parts. */
    static float[] shines(Lighting lighting) {
        float[] shines = new float[SHINES + 1];
        for (int i = 0; i <= SHINES; i++) {
            shines[i] = (float) (lighting.specular() * Math.pow(i / (double) SHINES, lighting.shininess()));
        }
        return shines;
    }

    /** Whether gradients make no difference. */
    boolean isFlat() {
        return flat;
    }

    /** Takes the light for differences; a surface however faint counts fully where {@code full}. */
    void light(float[] xyz, boolean full) {
        float x = xyz[0];
        float y = xyz[1];
        float z = xyz[2];
        float square = x * (metric[0] * x + metric[3] * y + metric[4] * z)
                + y * (metric[1] * y + metric[5] * z)
                + z * metric[2] * z;
        if (!(square > 0 && square <= Float.MAX_VALUE)) {
            factor = 1;
            shine = 0;
            return;
        }
        float length = (float) Math.sqrt(square);
        float cosine = Math.min(1, Math.abs(x * along[0] + y * along[1] + z * along[2]) / length);
        float weight = full ? 1 : Math.min(1, length * perGradient);
        factor = 1 - weight + weight * (ambient + diffuse * cosine);
        shine = weight * shines[(int) (cosine * SHINES + 0.5f)];
    }

    /** By what a colour is multiplied. */
    float factor() {
        return factor;
    }

    /** What is added to it. */
    float shine() {
        return shine;
    }
}
