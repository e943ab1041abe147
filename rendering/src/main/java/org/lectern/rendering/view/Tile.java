package org.lectern.rendering.view;

import java.util.OptionalDouble;

/**
 * The place on the screen that an image is drawn in.
 *
 * @param width in device pixels
 * @param height in device pixels
 * @param pitchMm of one device pixel, where the monitor is known
 */
public record Tile(int width, int height, OptionalDouble pitchMm) {
    /** Refuses an empty tile. */
    public Tile {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("A tile of %d × %d pixels shows nothing".formatted(width, height));
        }
    }

    /** A tile of a monitor whose pitch is unknown. */
    public static Tile of(int width, int height) {
        return new Tile(width, height, OptionalDouble.empty());
    }

    /** The middle of the tile. */
    public Point2 middle() {
        return new Point2(width / 2.0, height / 2.0);
    }
}
