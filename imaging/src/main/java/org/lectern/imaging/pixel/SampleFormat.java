package org.lectern.imaging.pixel;

/** How the bits of a stored sample are read: which of the three pixel data elements holds them (PS3.3 C.7.6.3). */
public enum SampleFormat {
    /** Pixel Data (7FE0,0010): integers, signed or not as the layout says. */
    INTEGER,
    /** Float Pixel Data (7FE0,0008): IEEE 754 binary32. */
    FLOAT,
    /** Double Float Pixel Data (7FE0,0009): IEEE 754 binary64. */
    DOUBLE
}
