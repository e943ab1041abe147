package org.lectern.rendering.cpu;

import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Clip;
import org.lectern.rendering.raycast.Rays;
import org.lectern.rendering.volume.Grid;

/**
 * Which samples of a ray lie inside the volume and what was kept of it. Each face is a function linear in column, row and
 * sample number that is 0 or more on its inner side, so that a ray is cut to one run of samples.
 */
final class HalfSpaces {
    private static final double ON_THE_FACE = 1e-9;

    private final List<Face> faces = new ArrayList<>();
    private final int count;

    private record Face(double first, double perColumn, double perRow, double perSample) {}

    /** A run of samples; none where {@code end} is before {@code begin}. */
    record Run(int begin, int end) {
        private static final Run NONE = new Run(0, -1);
    }

    HalfSpaces(Grid grid, ReslicePlane view, Rays rays, Clip clip) {
        this.count = rays.count();
        Affine toIndex = grid.indexToPatient().inverse();
        Vector3 first = view.toPatient(0, 0).plus(rays.depthMm(0), view.normal());
        Vector3 right = view.right().times(view.spacingMm());
        Vector3 down = view.down().times(view.spacingMm());
        Vector3 deep = view.normal().times(rays.stepMm());
        Vector3 origin = toIndex.apply(first);
        Vector3 perColumn = toIndex.applyToDirection(right);
        Vector3 perRow = toIndex.applyToDirection(down);
        Vector3 perSample = toIndex.applyToDirection(deep);
        Vector3 most = new Vector3(grid.columns() - 1.0, grid.rows() - 1.0, grid.slices() - 1.0);
        for (int axis = 0; axis < 3; axis++) {
            Vector3 along = new Vector3(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
            double low = -Edges.TOLERANCE;
            double high = most.dot(along) + Edges.TOLERANCE;
            if (clip.box().isPresent()) {
                low = Math.max(low, clip.box().get().least().dot(along) - ON_THE_FACE);
                high = Math.min(high, clip.box().get().most().dot(along) + ON_THE_FACE);
            }
            double at = origin.dot(along);
            double c = perColumn.dot(along);
            double r = perRow.dot(along);
            double s = perSample.dot(along);
            faces.add(new Face(at - low, c, r, s));
            faces.add(new Face(high - at, -c, -r, -s));
        }
        for (Clip.HalfSpace plane : clip.planes()) {
            Vector3 normal = plane.normal();
            faces.add(new Face(
                    first.dot(normal) - plane.distanceMm() + ON_THE_FACE,
                    right.dot(normal),
                    down.dot(normal),
                    deep.dot(normal)));
        }
    }

    /** What is inside of the ray at a pixel. */
    Run inside(int column, int row) {
        double from = 0;
        double to = count - 1.0;
        for (int i = 0; i < faces.size(); i++) {
            Face face = faces.get(i);
            double here = face.first + column * face.perColumn + row * face.perRow;
            double change = face.perSample;
            if (Math.abs(change) * count < 1e-12) {
                if (here < 0) {
                    return Run.NONE;
                }
            } else if (change > 0) {
                from = Math.max(from, -here / change);
            } else {
                to = Math.min(to, -here / change);
            }
        }
        return to < from ? Run.NONE : new Run((int) Math.ceil(from), (int) Math.floor(to));
    }
}
