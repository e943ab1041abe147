package org.lectern.rendering.cpu;

import java.util.Arrays;
import org.lectern.rendering.mpr.Slab;

/** One row of a slab while its samples come in, layer by layer; NaN samples are left out. */
final class SlabRow {
    private final Slab.Blend blend;
    private final float[] samples;
    private final float[] result;
    private final int[] counts;

    SlabRow(Slab.Blend blend, int width) {
        this.blend = blend;
        this.samples = new float[width];
        this.result = new float[width];
        this.counts = new int[width];
    }

    /** Where the next layer goes. */
    float[] samples() {
        return samples;
    }

    void clear() {
        Arrays.fill(counts, 0);
        Arrays.fill(
                result,
                switch (blend) {
                    case MEAN -> 0;
                    case MAX -> Float.NEGATIVE_INFINITY;
                    case MIN -> Float.POSITIVE_INFINITY;
                });
    }

    /** Takes the layer in. */
    void add() {
        switch (blend) {
            case MEAN -> {
                for (int i = 0; i < result.length; i++) {
                    boolean isThere = !Float.isNaN(samples[i]);
                    result[i] += isThere ? samples[i] : 0;
                    counts[i] += isThere ? 1 : 0;
                }
            }
            case MAX -> {
                for (int i = 0; i < result.length; i++) {
                    result[i] = samples[i] > result[i] ? samples[i] : result[i]; // false for NaN
                }
            }
            case MIN -> {
                for (int i = 0; i < result.length; i++) {
                    result[i] = samples[i] < result[i] ? samples[i] : result[i];
                }
            }
        }
    }

    void write(float[] picture, int at) {
        for (int i = 0; i < result.length; i++) {
            picture[at + i] = blend == Slab.Blend.MEAN
                    ? result[i] / counts[i] // 0 / 0 is NaN
                    : Float.isInfinite(result[i]) ? Float.NaN : result[i];
        }
    }
}
