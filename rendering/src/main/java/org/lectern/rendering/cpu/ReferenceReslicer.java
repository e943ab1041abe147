package org.lectern.rendering.cpu;

import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Reslicer;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/** The plain statement of what a reslice is, in double precision and one thread; the fast renderers are held to it. */
public final class ReferenceReslicer implements Reslicer {
    /** Without state. */
    public ReferenceReslicer() {}

    @Override
    public String name() {
        return "cpu reference";
    }

    @Override
    public void reslice(Volume volume, ReslicePlane plane, Slab slab, float[] picture) {
        Affine patientToIndex = volume.indexToPatient().inverse();
        int count = slab.count(volume.grid().finestSpacingMm());
        for (int row = 0; row < plane.height(); row++) {
            for (int column = 0; column < plane.width(); column++) {
                Vector3 patient = plane.toPatient(column, row);
                Blender blender = new Blender(slab.blend());
                for (int sample = 0; sample < count; sample++) {
                    Vector3 at = patient.plus(slab.offsetMm(sample, count), plane.normal());
                    blender.add(interpolate(volume, patientToIndex.apply(at)));
                }
                picture[row * plane.width() + column] = (float) blender.result();
            }
        }
    }

    /** The value at an index position by trilinear interpolation; NaN outside or where padding has a weight beyond rounding. */
    static double interpolate(Volume volume, Vector3 index) {
        Grid grid = volume.grid();
        double x = Edges.snap(index.x(), grid.columns() - 1);
        double y = Edges.snap(index.y(), grid.rows() - 1);
        double z = Edges.snap(index.z(), grid.slices() - 1);
        if (!(x >= 0
                && x <= grid.columns() - 1
                && y >= 0
                && y <= grid.rows() - 1
                && z >= 0
                && z <= grid.slices() - 1)) {
            return Double.NaN;
        }
        int column = (int) x;
        int row = (int) y;
        int slice = (int) z;
        double sum = 0;
        for (int corner = 0; corner < 8; corner++) {
            int right = corner & 1;
            int down = corner >> 1 & 1;
            int deep = corner >> 2 & 1;
            double weight = weight(x - column, right) * weight(y - row, down) * weight(z - slice, deep);
            if (weight > 0) {
                double value = volume.value(column + right, row + down, slice + deep);
                sum += Double.isNaN(value) && weight <= Edges.TOLERANCE ? 0 : weight * value;
            }
        }
        return sum;
    }

    private static double weight(double fraction, int side) {
        return side == 1 ? fraction : 1 - fraction;
    }
}
