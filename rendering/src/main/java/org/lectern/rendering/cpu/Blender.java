package org.lectern.rendering.cpu;

import org.lectern.rendering.mpr.Slab;

/** Samples along the normal to one value; NaN samples are left out. */
final class Blender {
    private final Slab.Blend blend;
    private double value = Double.NaN;
    private int count;

    Blender(Slab.Blend blend) {
        this.blend = blend;
    }

    void add(double sample) {
        if (Double.isNaN(sample)) {
            return;
        }
        value = count++ == 0
                ? sample
                : switch (blend) {
                    case MEAN -> value + sample;
                    case MAX -> Math.max(value, sample);
                    case MIN -> Math.min(value, sample);
                };
    }

    double result() {
        return blend == Slab.Blend.MEAN ? value / count : value;
    }
}
