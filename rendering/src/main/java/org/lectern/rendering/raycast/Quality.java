package org.lectern.rendering.raycast;

/**
 * How finely rays are sampled.
 *
 * @param stepPerSpacing distance of samples as a part of the finest voxel spacing
 */
public record Quality(double stepPerSpacing) {
    /** For a picture that stands still: two samples a voxel. */
    public static final Quality FULL = new Quality(0.5);

    /** For a picture that moves. */
    public static final Quality MOVING = new Quality(1.5);

    /** Refuses steps out of reason. */
    public Quality {
        if (!(stepPerSpacing >= 0.05 && stepPerSpacing <= 16)) {
            throw new IllegalArgumentException("a step of " + stepPerSpacing + " voxels");
        }
    }
}
