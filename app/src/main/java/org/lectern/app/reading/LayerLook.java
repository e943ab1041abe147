package org.lectern.app.reading;

/** How the values of one layer become shades. */
public record LayerLook(VoiChoice voi, boolean inverted, boolean interpolated) {
    /** As the object says. */
    public static final LayerLook INITIAL = new LayerLook(VoiChoice.INITIAL, false, true);

    /** Through another window. */
    public LayerLook with(VoiChoice other) {
        return new LayerLook(other, inverted, interpolated);
    }

    /** As a negative, or no longer. */
    public LayerLook withInverted(boolean negative) {
        return new LayerLook(voi, negative, interpolated);
    }

    /** With pixels blended into each other, or as squares. */
    public LayerLook withInterpolated(boolean smooth) {
        return new LayerLook(voi, inverted, smooth);
    }
}
