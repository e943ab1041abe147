package org.lectern.rendering.view;

/** How large an image is shown before it is zoomed. Lengths on the screen are device pixels, HiDPI compensated. */
public sealed interface Scale {
    /** The whole image, as large as it fits. */
    record Fit() implements Scale {}

    /** One image pixel for one device pixel; with oblong pixels along their shorter side. */
    record NativePixel() implements Scale {}

    /** As many millimetres per device pixel as the other tiles, so that sizes compare. */
    record SameSize(double mmPerPixel) implements Scale {
        /** Refuses a scale without extent. */
        public SameSize {
            if (!(mmPerPixel > 0)) {
                throw new IllegalArgumentException("mm per pixel must be positive, not " + mmPerPixel);
            }
        }
    }

    /** Life size, by the pitch of the monitor. */
    record TrueSize() implements Scale {}

    /** What the corner text calls it. */
    default String label() {
        return switch (this) {
            case Fit fit -> "fit";
            case NativePixel one -> "1:1";
            case SameSize same -> "same size";
            case TrueSize life -> "true size";
        };
    }
}
