package org.lectern.rendering.volume;

/** From stored values to modality units (PS3.3 C.11.1.1.2): {@code stored · slope + intercept}. */
public record ModalityScale(double slope, double intercept) {
    /** Stored values are modality units. */
    public static final ModalityScale IDENTITY = new ModalityScale(1, 0);

    /** Refuses a slope that would make all values equal. */
    public ModalityScale {
        if (slope == 0 || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException("a rescale slope of " + slope + " and intercept of " + intercept);
        }
    }
}
