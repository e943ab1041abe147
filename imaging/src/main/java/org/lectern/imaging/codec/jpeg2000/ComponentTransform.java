package org.lectern.imaging.codec.jpeg2000;

import java.util.List;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.Parallel;

/** The inverse component transformations of T.800 Annex G over the first three components of a tile, in place. */
final class ComponentTransform {
    private static final int PART = 1 << 16;

    private ComponentTransform() {}

    static void inverse(List<Plane> planes, Parallel parallel) throws CodecException {
        if (planes.size() < 3
                || !planes.get(0).area().equals(planes.get(1).area())
                || !planes.get(0).area().equals(planes.get(2).area())
                || planes.get(0).reversible() != planes.get(1).reversible()
                || planes.get(0).reversible() != planes.get(2).reversible()) {
            throw new CodecException("A component transformation over components that differ", -1);
        }
        boolean reversible = planes.get(0).reversible();
        int samples = reversible ? planes.get(0).ints().length : planes.get(0).floats().length;
        parallel.forEach(Math.ceilDiv(samples, PART), part -> {
            int from = part * PART;
            int to = Math.min(samples, from + PART);
            if (reversible) {
                reversible(
                        planes.get(0).ints(),
                        planes.get(1).ints(),
                        planes.get(2).ints(),
                        from,
                        to);
            } else {
                irreversible(
                        planes.get(0).floats(),
                        planes.get(1).floats(),
                        planes.get(2).floats(),
                        from,
                        to);
            }
        });
    }

    /** RCT, G.2.2. */
    private static void reversible(int[] a, int[] b, int[] c, int from, int to) {
        for (int i = from; i < to; i++) {
            int green = a[i] - (b[i] + c[i] >> 2);
            int red = c[i] + green;
            c[i] = b[i] + green;
            a[i] = red;
            b[i] = green;
        }
    }

    /** ICT, G.3.2. */
    private static void irreversible(float[] a, float[] b, float[] c, int from, int to) {
        for (int i = from; i < to; i++) {
            float y = a[i];
            float cb = b[i];
            float cr = c[i];
            a[i] = y + 1.402f * cr;
            b[i] = y - 0.34413f * cb - 0.71414f * cr;
            c[i] = y + 1.772f * cb;
        }
    }
}
