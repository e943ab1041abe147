package org.lectern.rendering.raycast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.imaging.geometry.OrientationLabels;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Phantoms;

class OrbitTest {
    /** The letters at the left, right, top and bottom edges. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, R, L, H, F",
        "90, 0, A, P, H, F",
        "180, 0, L, R, H, F",
        "270, 0, P, A, H, F",
        "0, 90, R, L, P, A",
        "0, -90, R, L, A, P"
    })
    void thePatientIsSeenFromWhereTheAnglesSay(
            double azimuth, double elevation, String left, String right, String top, String bottom) {
        var orientation = Orbit.orientation(azimuth, elevation);
        assertEquals(
                new OrientationLabels(left, right, top, bottom),
                OrientationLabels.of(orientation.right(), orientation.down()));
    }

    @Test
    void allOfTheVolumeIsInTheFittedPicture() {
        Grid grid = Phantoms.obliqueGrid();
        for (int azimuth = 0; azimuth < 360; azimuth += 37) {
            ReslicePlane view = Orbit.fitted(grid, Orbit.orientation(azimuth, azimuth / 5.0), 120, 80);
            double nearest = Double.POSITIVE_INFINITY;
            for (Vector3 corner : grid.corners()) {
                nearest = Math.min(nearest, Math.min(view.column(corner), 119 - view.column(corner)));
                nearest = Math.min(nearest, Math.min(view.row(corner), 79 - view.row(corner)));
            }
            assertTrue(nearest >= 0 && nearest < 2, "nearest corner " + nearest + " pixels from the edge");
        }
    }
}
