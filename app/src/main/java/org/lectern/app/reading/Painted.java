package org.lectern.app.reading;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.grayscale.Voi;

/**
 * What was painted, for the text over the image.
 *
 * @param voi the transformation used; empty for colour
 * @param options all that the object offers, to choose from
 * @param unit of the values, such as {@code HU}; empty when unknown
 * @param badges what the reader must know about the quality: interpolated, lossy, reduced …
 * @param reduced whether a finer picture is still to come
 */
public record Painted(Optional<Voi> voi, List<Voi> options, String unit, List<String> badges, boolean reduced) {
    /** Nothing to tell. */
    public static final Painted PLAIN = new Painted(Optional.empty(), List.of(), "", List.of(), false);

    /** Copies the lists. */
    public Painted {
        options = List.copyOf(options);
        badges = List.copyOf(badges);
    }
}
