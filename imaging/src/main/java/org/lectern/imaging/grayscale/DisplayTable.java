package org.lectern.imaging.grayscale;

/**
 * A compiled pipeline: the display value for every bit pattern that a sample of 16 bits or fewer can have, bits outside
 * the stored ones included, so that overlay bits and padding need no further thought.
 */
public final class DisplayTable {
    private final int outputBits;
    private final char[] entries;

    DisplayTable(int outputBits, char[] entries) {
        this.outputBits = outputBits;
        this.entries = entries;
    }

    /** Bits of a display value. */
    public int outputBits() {
        return outputBits;
    }

    /** How many bit patterns there are. */
    public int size() {
        return entries.length;
    }

    /** The display value for the sample's bits, the rest of the int ignored. */
    public int at(int raw) {
        return entries[raw & entries.length - 1];
    }
}
