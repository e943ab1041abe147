package org.lectern.rendering.mpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.lectern.imaging.geometry.OrientationLabels;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.volume.Phantoms;

class MprStateTest {
    private final MprState start = MprState.at(Phantoms.unitGrid(11, 21, 31));

    private static void assertClose(Vector3 expected, Vector3 actual) {
        assertEquals(0, expected.distance(actual), 1e-12, () -> expected + " but was " + actual);
    }

    @Test
    void planesStartInTheRadiologicalConvention() {
        assertEquals(new Vector3(5, 10, 15), start.crosshair());
        assertEquals(new OrientationLabels("R", "L", "A", "P"), labels(start, MprPlane.AXIAL));
        assertEquals(new OrientationLabels("R", "L", "H", "F"), labels(start, MprPlane.CORONAL));
        assertEquals(new OrientationLabels("A", "P", "H", "F"), labels(start, MprPlane.SAGITTAL));
    }

    private static OrientationLabels labels(MprState state, MprPlane plane) {
        return state.picture(plane, state.crosshair(), 1, 10, 10).labels();
    }

    @Test
    void scrollingMovesTheCrosshairAlongTheNormal() {
        assertClose(new Vector3(5, 10, 17), start.scrolled(MprPlane.AXIAL, 2).crosshair());
        assertClose(new Vector3(5, 12, 15), start.scrolled(MprPlane.CORONAL, 2).crosshair());
        assertClose(new Vector3(3, 10, 15), start.scrolled(MprPlane.SAGITTAL, 2).crosshair());
    }

    @Test
    void turningInOnePictureTurnsTheOtherTwoPlanes() {
        MprState turned = start.rotated(MprPlane.AXIAL, Math.PI / 2);
        assertEquals(start.axial(), turned.axial());
        // the patient's left, which was right in the coronal picture, turns towards the back
        assertClose(new Vector3(0, 1, 0), turned.coronal().right());
        assertClose(new Vector3(0, 0, -1), turned.coronal().down());
        assertClose(new Vector3(-1, 0, 0), turned.sagittal().right());
    }

    @Test
    void planesStaySquareAfterManyTurns() {
        MprState state = start;
        for (int turn = 0; turn < 3000; turn++) {
            state = state.rotated(MprPlane.values()[turn % 3], 0.01 * (turn % 7));
        }
        for (MprPlane plane : MprPlane.values()) {
            assertEquals(1, state.orientation(plane).right().length(), 1e-9);
            assertEquals(
                    0,
                    state.orientation(plane)
                            .right()
                            .dot(state.orientation(plane).down()),
                    1e-9);
        }
        assertEquals(
                0, state.axial().normal().dot(state.coronal().normal()), 1e-9, "the planes stay square to each other");
    }

    @Test
    void thePictureDoesNotMoveSidewaysWithTheCrosshair() {
        Vector3 view = new Vector3(5, 10, 15);
        ReslicePlane picture = start.movedTo(new Vector3(1, 2, 3)).picture(MprPlane.AXIAL, view, 0.5, 101, 101);
        assertClose(new Vector3(5, 10, 3), picture.centre());
        assertEquals(50 - 4 / 0.5, picture.column(new Vector3(1, 2, 3)), 1e-12);
        assertEquals(50 - 8 / 0.5, picture.row(new Vector3(1, 2, 3)), 1e-12);
    }

    @Test
    void theMiddleOfThePictureLiesBetweenPixelsWhereTheirNumberIsEven() {
        ReslicePlane plane = new ReslicePlane(Vector3.ZERO, new Vector3(1, 0, 0), new Vector3(0, 1, 0), 2, 4, 3);
        assertClose(new Vector3(-3, -2, 0), plane.toPatient(0, 0));
        assertClose(Vector3.ZERO, plane.toPatient(1.5, 1));
    }

    @Test
    void senselessPlanesAndSlabsAreRefused() {
        Vector3 x = new Vector3(1, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> new ReslicePlane(Vector3.ZERO, x, x, 1, 4, 4));
        assertThrows(
                IllegalArgumentException.class, () -> new ReslicePlane(Vector3.ZERO, x, new Vector3(0, 1, 0), 0, 4, 4));
        assertThrows(IllegalArgumentException.class, () -> new Slab(-1, Slab.Blend.MEAN));
        assertThrows(IllegalArgumentException.class, () -> new Slab(Double.NaN, Slab.Blend.MEAN));
    }

    @Test
    void slabSamplesStandSymmetricallyNoFartherApartThanVoxels() {
        Slab slab = new Slab(5, Slab.Blend.MAX);
        assertEquals(6, slab.count(1));
        assertEquals(8, slab.count(0.75)); // 5 / 0.75 = 6.67 steps, rounded up to 7
        assertEquals(-2.5, slab.offsetMm(0, 6));
        assertEquals(2.5, slab.offsetMm(5, 6));
        assertEquals(1, Slab.THIN.count(0.5));
    }
}
