package org.lectern.rendering.raycast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.PlaneOrientation;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Phantoms;

class SculptTest {
    @Test
    void anObliqueCutTakesExactlyTheVoxelsThatProjectIntoTheOutline() {
        Grid grid = Phantoms.obliqueGrid();
        PlaneOrientation askew = Orbit.orientation(33, 21);
        ReslicePlane view = Orbit.fitted(grid, askew, 400, 300);
        // a triangle; pixels are far finer than voxels
        List<Point2> outline = List.of(new Point2(100, 80), new Point2(320, 140), new Point2(150, 250));
        Sculpt cut = Sculpt.whole(grid).cut(view, outline, Sculpt.Side.INSIDE);
        int gone = 0;
        for (int k = 0; k < grid.slices(); k++) {
            for (int j = 0; j < grid.rows(); j++) {
                for (int i = 0; i < grid.columns(); i++) {
                    Vector3 patient = grid.indexToPatient().apply(i, j, k);
                    double least = Math.min(
                            side(outline, 0, view, patient),
                            Math.min(side(outline, 1, view, patient), side(outline, 2, view, patient)));
                    if (Math.abs(least) > 1) {
                        assertEquals(least > 0, cut.isGone(i, j, k));
                    }
                    gone += cut.isGone(i, j, k) ? 1 : 0;
                }
            }
        }
        assertTrue(gone > 500 && gone < grid.voxels() * 0.9, gone + " voxels are gone");
    }

    /** The distance in pixels from one side of the triangle, positive inside. */
    private static double side(List<Point2> outline, int which, ReslicePlane view, Vector3 patient) {
        Point2 one = outline.get(which);
        Point2 other = outline.get((which + 1) % 3);
        double dx = other.x() - one.x();
        double dy = other.y() - one.y();
        double x = view.column(patient) - one.x();
        double y = view.row(patient) - one.y();
        return (dx * y - dy * x) / Math.hypot(dx, dy);
    }

    @Test
    void cutsAddUpAndTheStateBeforeStaysAsItWas() {
        Grid grid = Phantoms.unitGrid(10, 10, 3);
        ReslicePlane view = new ReslicePlane(grid.centre(), new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 10, 10);
        Sculpt whole = Sculpt.whole(grid);
        Sculpt one = whole.cut(view, square(0, 3), Sculpt.Side.INSIDE);
        Sculpt two = one.cut(view, square(5, 8), Sculpt.Side.INSIDE);
        assertTrue(whole.isWhole());
        assertTrue(one.isGone(1, 1, 2));
        assertFalse(one.isGone(6, 6, 0));
        assertTrue(two.isGone(1, 1, 2) && two.isGone(6, 6, 0));
        assertFalse(two.isGone(4, 4, 1));
    }

    private static List<Point2> square(double from, double to) {
        return List.of(new Point2(from, from), new Point2(to, from), new Point2(to, to), new Point2(from, to));
    }

    @Test
    void anOutlineWithoutAreaTakesNothingAndOneAroundAllTakesAll() {
        Grid grid = Phantoms.unitGrid(10, 10, 3);
        ReslicePlane view = new ReslicePlane(grid.centre(), new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 10, 10);
        assertTrue(Sculpt.whole(grid).cut(view, List.of(), Sculpt.Side.INSIDE).isWhole());
        assertTrue(Sculpt.whole(grid)
                .cut(view, List.of(new Point2(2, 2), new Point2(8, 2)), Sculpt.Side.INSIDE)
                .isWhole());
        Sculpt all = Sculpt.whole(grid).cut(view, square(-100, 100), Sculpt.Side.INSIDE);
        assertTrue(all.isGone(0, 0, 0) && all.isGone(9, 9, 2));
    }

    @Test
    void cellsGrowWithTheVolumeSoThatAStateStaysSmall() {
        Sculpt large = Sculpt.whole(Phantoms.unitGrid(512, 512, 400));
        assertEquals(2, large.factor());
        assertEquals(256 * 256 * 200, large.size()[0] * large.size()[1] * large.size()[2]);
        assertEquals(1, Sculpt.whole(Phantoms.unitGrid(256, 256, 200)).factor());
    }
}
