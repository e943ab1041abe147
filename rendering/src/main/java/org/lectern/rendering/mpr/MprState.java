package org.lectern.rendering.mpr;

import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.volume.Grid;

/**
 * A multiplanar reading at one moment: three planes that cross in one point and turn together. Immutable; every gesture
 * answers a new state.
 *
 * @param crosshair where the planes cross, patient mm
 * @param slab the same for all three planes
 */
public record MprState(
        Vector3 crosshair, PlaneOrientation axial, PlaneOrientation coronal, PlaneOrientation sagittal, Slab slab) {

    /** The start: the middle of the volume, planes along the patient's axes. */
    public static MprState at(Grid grid) {
        return new MprState(
                grid.centre(), PlaneOrientation.AXIAL, PlaneOrientation.CORONAL, PlaneOrientation.SAGITTAL, Slab.THIN);
    }

    /** The directions of one plane. */
    public PlaneOrientation orientation(MprPlane plane) {
        return switch (plane) {
            case AXIAL -> axial;
            case CORONAL -> coronal;
            case SAGITTAL -> sagittal;
        };
    }

    /** With the crosshair elsewhere. */
    public MprState movedTo(Vector3 patient) {
        return new MprState(patient, axial, coronal, sagittal, slab);
    }

    /** With the crosshair shifted along a plane's normal, into the screen. */
    public MprState scrolled(MprPlane plane, double mm) {
        return movedTo(crosshair.plus(mm, orientation(plane).normal()));
    }

    /**
     * With the crosshair lines of one plane's picture turned: the other two planes turn about its normal, clockwise on
     * the screen for positive angles; the picture itself stays.
     */
    public MprState rotated(MprPlane about, double radians) {
        Vector3 axis = orientation(about).normal();
        return new MprState(
                crosshair,
                about == MprPlane.AXIAL ? axial : axial.rotated(axis, radians),
                about == MprPlane.CORONAL ? coronal : coronal.rotated(axis, radians),
                about == MprPlane.SAGITTAL ? sagittal : sagittal.rotated(axis, radians),
                slab);
    }

    /** With another slab. */
    public MprState withSlab(Slab newSlab) {
        return new MprState(crosshair, axial, coronal, sagittal, newSlab);
    }

    /** With the planes along the patient's axes again. */
    public MprState straightened() {
        return new MprState(
                crosshair, PlaneOrientation.AXIAL, PlaneOrientation.CORONAL, PlaneOrientation.SAGITTAL, slab);
    }

    /**
     * The picture of one plane: in it, but centred on the foot of {@code viewCentre}, so that moving the crosshair does
     * not move the picture sideways.
     */
    public ReslicePlane picture(MprPlane plane, Vector3 viewCentre, double spacingMm, int width, int height) {
        PlaneOrientation orientation = orientation(plane);
        Vector3 normal = orientation.normal();
        Vector3 centre = viewCentre.plus(crosshair.minus(viewCentre).dot(normal), normal);
        return new ReslicePlane(centre, orientation.right(), orientation.down(), spacingMm, width, height);
    }
}
