package org.lectern.app.settings;

import java.util.Optional;

/**
 * What the workstation remembers about its reader from one start to the next.
 *
 * @param window where the window stood when it was closed; empty before the first time
 * @param textScale how much larger than usual text is, 1 to 1.5
 */
public record Preferences(Optional<Bounds> window, double textScale) {
    /** Before anything was changed. */
    public static final Preferences INITIAL = new Preferences(Optional.empty(), 1);

    /** Keeps the text within its limits. */
    public Preferences {
        textScale = textScale >= 1 && textScale <= 1.5 ? textScale : 1;
    }

    /**
     * A window's place in logical pixels of the desktop.
     *
     * @param maximised whether it filled the screen then
     */
    public record Bounds(double x, double y, double width, double height, boolean maximised) {
        private static final double SMALLEST = 200;

        /** Whether a window could stand there. */
        public boolean isUsable() {
            return Double.isFinite(x)
                    && Double.isFinite(y)
                    && width >= SMALLEST
                    && height >= SMALLEST
                    && width < 1e5
                    && height < 1e5;
        }
    }

    /** With the window somewhere else. */
    public Preferences withWindow(Bounds bounds) {
        return new Preferences(Optional.of(bounds), textScale);
    }

    /** With text of another size. */
    public Preferences withTextScale(double scale) {
        return new Preferences(window, scale);
    }
}
