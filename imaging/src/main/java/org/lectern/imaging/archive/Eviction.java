package org.lectern.imaging.archive;

/**
 * What was given up to keep the limits.
 *
 * @param bytes size of the files given up
 * @param overBytes by how much the archive still exceeds its limit, because nothing else may go
 */
public record Eviction(int studies, int instances, long bytes, long overBytes) {
    /** Nothing had to go. */
    public static final Eviction NOTHING = new Eviction(0, 0, 0, 0);
}
