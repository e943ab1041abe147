package org.lectern.imaging.archive;

/**
 * How the index and the stored files agree.
 *
 * @param missing objects whose file is gone
 * @param changed objects whose file has another size than it had
 */
public record Integrity(int instances, long bytes, int missing, int changed) {
    /** Whether every object is there. */
    public boolean isSound() {
        return missing == 0 && changed == 0;
    }
}
