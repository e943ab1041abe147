package org.lectern.rendering.measure;

/** The result of a measurement: a value with its unit and worth, or the reason why there is none. */
public sealed interface Measured {
    /**
     * A value.
     *
     * @param unit such as {@code mm}, {@code mm²}, {@code °} or {@code px}
     * @param provenance a few words on where the unit comes from, for the screen
     */
    record Value(double value, String unit, String provenance) implements Measured {}

    /** No value. */
    record Refused(String reason) implements Measured {}
}
