package org.lectern.imaging.pixel;

import java.io.IOException;
import org.lectern.imaging.dictionary.Dictionary;

/** Pixels that a data set promises but cannot give: which attribute is to blame, and what may be done about it. */
public final class PixelDataException extends IOException {
    private static final long serialVersionUID = 1;

    private final int tag;

    /**
     * A failure to blame on one attribute.
     *
     * @param tag the attribute
     * @param what continues the sentence that the attribute's name begins
     */
    public PixelDataException(int tag, String what) {
        super(Dictionary.display(tag) + " " + what);
        this.tag = tag;
    }

    /** The attribute to blame. */
    public int tag() {
        return tag;
    }
}
