package org.lectern.rendering.raycast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.geometry.Vector3;

/**
 * What of a volume is kept: the inside of a box of indices and the kept sides of planes; samples on a face are kept.
 *
 * @param planes at most {@link #MOST_PLANES}
 */
public record Clip(Optional<Box> box, List<HalfSpace> planes) {
    /** All is kept. */
    public static final Clip NONE = new Clip(Optional.empty(), List.of());

    /** So many planes and no more. */
    public static final int MOST_PLANES = 6;

    private static final double ON_THE_FACE = 1e-9;

    /** A box along the axes of the grid, in index space. */
    public record Box(Vector3 least, Vector3 most) {
        /** Refuses a box that is turned inside out. */
        public Box {
            if (!(least.x() <= most.x() && least.y() <= most.y() && least.z() <= most.z())
                    || !least.isFinite()
                    || !most.isFinite()) {
                throw new IllegalArgumentException("a box from " + least + " to " + most);
            }
        }
    }

    /**
     * One side of a plane in the patient: points {@code p} with {@code p · normal ≥ distanceMm} are kept.
     *
     * @param normal of length 1, towards the kept side
     */
    public record HalfSpace(Vector3 normal, double distanceMm) {
        /** Makes the normal exact. */
        public HalfSpace {
            if (!Double.isFinite(distanceMm)) {
                throw new IllegalArgumentException("a plane at " + distanceMm + " mm");
            }
            normal = normal.unit();
        }

        /** Through a point. */
        public static HalfSpace through(Vector3 point, Vector3 towardsKept) {
            return new HalfSpace(towardsKept, point.dot(towardsKept.unit()));
        }
    }

    /** Refuses more planes than renderers take. */
    public Clip {
        planes = List.copyOf(planes);
        if (planes.size() > MOST_PLANES) {
            throw new IllegalArgumentException(
                    planes.size() + " clip planes; at most " + MOST_PLANES + " are possible");
        }
    }

    /** With another box. */
    public Clip within(Box other) {
        return new Clip(Optional.of(other), planes);
    }

    /** With one more plane. */
    public Clip and(HalfSpace plane) {
        List<HalfSpace> more = new ArrayList<>(planes);
        more.add(plane);
        return new Clip(box, more);
    }

    /** Whether a point is kept, given in both spaces. */
    public boolean keeps(Vector3 patient, Vector3 index) {
        if (box.isPresent() && !isInside(box.get(), index)) {
            return false;
        }
        for (HalfSpace plane : planes) {
            if (patient.dot(plane.normal()) < plane.distanceMm() - ON_THE_FACE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInside(Box box, Vector3 index) {
        Vector3 least = box.least();
        Vector3 most = box.most();
        return index.x() >= least.x() - ON_THE_FACE
                && index.y() >= least.y() - ON_THE_FACE
                && index.z() >= least.z() - ON_THE_FACE
                && index.x() <= most.x() + ON_THE_FACE
                && index.y() <= most.y() + ON_THE_FACE
                && index.z() <= most.z() + ON_THE_FACE;
    }
}
