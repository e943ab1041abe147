package org.lectern.app.reading;

import org.lectern.imaging.grayscale.Voi;

/** Which VOI transformation a viewport shows its image through. */
public sealed interface VoiChoice {
    /** What the object offers first, or a default where it offers nothing. */
    VoiChoice INITIAL = new Stored(0);

    /**
     * One that the object itself offers, by its place in the list; each image of a stack through its own.
     *
     * @param option from 0; an image that offers fewer is shown through its last
     */
    record Stored(int option) implements VoiChoice {}

    /**
     * The reader's own, the same for every image.
     *
     * @param name of the preset, empty when dragged
     */
    record Window(Voi.Window window, String name) implements VoiChoice {}

    /** A linear window with a name. */
    static Window window(double center, double width, String name) {
        return new Window(Voi.Window.of(center, width), name);
    }
}
