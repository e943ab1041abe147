package org.lectern.rendering.mpr;

import org.lectern.imaging.geometry.Vector3;

/** The directions of a picture in the patient: unit vectors, square to each other. */
public record PlaneOrientation(Vector3 right, Vector3 down) {
    /** Seen from the feet: the patient's left on the right, the front on top. */
    public static final PlaneOrientation AXIAL = new PlaneOrientation(new Vector3(1, 0, 0), new Vector3(0, 1, 0));

    /** Seen from the front: the patient's left on the right, the head on top. */
    public static final PlaneOrientation CORONAL = new PlaneOrientation(new Vector3(1, 0, 0), new Vector3(0, 0, -1));

    /** Seen from the patient's left: the front on the left, the head on top. */
    public static final PlaneOrientation SAGITTAL = new PlaneOrientation(new Vector3(0, 1, 0), new Vector3(0, 0, -1));

    /** Makes the directions exact. */
    public PlaneOrientation {
        right = right.unit();
        down = down.plus(-down.dot(right), right).unit();
    }

    /** The radiological convention for a plane. */
    public static PlaneOrientation of(MprPlane plane) {
        return switch (plane) {
            case AXIAL -> AXIAL;
            case CORONAL -> CORONAL;
            case SAGITTAL -> SAGITTAL;
        };
    }

    /** Into the screen: right × down. */
    public Vector3 normal() {
        return right.cross(down);
    }

    /** Turned about a unit axis, right-handed. */
    public PlaneOrientation rotated(Vector3 axis, double radians) {
        return new PlaneOrientation(right.rotated(axis, radians), down.rotated(axis, radians));
    }
}
