package org.lectern.imaging.archive.importing;

/**
 * How far an import is.
 *
 * @param total files and entries found so far; grows while ZIP archives are opened
 * @param counting whether files are still being looked for
 * @param bytes bytes of the objects read so far
 * @param stored objects now in the archive, new ones only
 * @param refused files refused so far
 */
public record ImportProgress(long seen, long total, boolean counting, long bytes, long stored, long refused) {
    /** Nothing done yet. */
    public static final ImportProgress NONE = new ImportProgress(0, 0, true, 0, 0, 0);

    /** From 0 to 1. */
    public double fraction() {
        return total == 0 ? 0 : Math.min(1, seen / (double) total);
    }
}
