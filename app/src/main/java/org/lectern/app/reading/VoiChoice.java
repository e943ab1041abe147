package org.lectern.app.reading;

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
     * @param center in modality units
     * @param width in modality units
     * @param name of the preset, empty when dragged
     */
    record Window(double center, double width, String name) implements VoiChoice {
        /** Refuses a window without width. */
        public Window {
            if (!(width > 0) || !Double.isFinite(center) || !Double.isFinite(width)) {
                throw new IllegalArgumentException("A window of centre %s and width %s".formatted(center, width));
            }
        }
    }
}
