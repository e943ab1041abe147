package org.lectern.app.reading;

/** How many viewports stand side by side and above each other. */
public record GridLayout(int columns, int rows) {
    /** The most in either direction. */
    public static final int MOST = 4;

    /** Refuses what the workspace does not offer. */
    public GridLayout {
        if (columns < 1 || rows < 1 || columns > MOST || rows > MOST) {
            throw new IllegalArgumentException("A layout of %d × %d viewports".formatted(columns, rows));
        }
    }

    /** How many viewports. */
    public int count() {
        return columns * rows;
    }

    /** As the picker shows it. */
    public String label() {
        return columns + " × " + rows;
    }
}
