package org.lectern.rendering.mpr;

/**
 * How thick a picture is and how the samples along its normal become one value.
 *
 * <p>Samples stand symmetrically about the plane, {@link #count} of them at equal steps no larger than the volume's
 * finest spacing, the outermost at ± half the thickness. A sample outside the volume or in padding is left out; a pixel
 * all of whose samples are left out is NaN.
 *
 * @param thicknessMm 0 for a single plane
 */
public record Slab(double thicknessMm, Blend blend) {
    /** A single plane. */
    public static final Slab THIN = new Slab(0, Blend.MEAN);

    private static final int MAX_SAMPLES = 4096;

    /** How samples become one value. */
    public enum Blend {
        MEAN,
        MAX,
        MIN
    }

    /** Refuses a thickness below zero. */
    public Slab {
        if (!(thicknessMm >= 0 && thicknessMm < 1e6)) {
            throw new IllegalArgumentException("a slab of " + thicknessMm + " mm");
        }
    }

    /** Number of samples at each pixel for a volume whose finest spacing is given. */
    public int count(double finestSpacingMm) {
        return 1 + (int) Math.min(MAX_SAMPLES - 1.0, Math.ceil(thicknessMm / finestSpacingMm - 1e-9));
    }

    /** Distance of the sample {@code index} of {@code count} from the plane, mm. */
    public double offsetMm(int index, int count) {
        return count == 1 ? 0 : thicknessMm * (index / (count - 1.0) - 0.5);
    }
}
