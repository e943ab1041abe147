package org.lectern.imaging.archive;

/**
 * What a removal took away.
 *
 * @param bytes size of the removed files
 */
public record Removal(int studies, int series, int instances, long bytes) {
    /** Nothing had the UID. */
    public static final Removal NOTHING = new Removal(0, 0, 0, 0);
}
