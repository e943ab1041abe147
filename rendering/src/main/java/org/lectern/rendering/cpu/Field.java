package org.lectern.rendering.cpu;

import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.raycast.Labels;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/** A quantity known at index positions of a volume; NaN where there is nothing. */
interface Field {
    /** Its value at a position. */
    double at(Vector3 index);

    /** The values of a volume by trilinear interpolation, modality units. */
    static Field of(Volume volume) {
        return index -> ReferenceReslicer.interpolate(volume, index);
    }

    /** The part of the eight voxels around, by their weights, that bear a label. */
    static Field of(Labels labels, int label) {
        return index -> weightOf(labels, label, index);
    }

    /** Half the differences between one voxel ahead and one behind along each axis; one-sided beside nothing. */
    default Vector3 differences(Vector3 index) {
        double here = at(index);
        return new Vector3(
                difference(here, index, new Vector3(1, 0, 0)),
                difference(here, index, new Vector3(0, 1, 0)),
                difference(here, index, new Vector3(0, 0, 1)));
    }

    private double difference(double here, Vector3 index, Vector3 step) {
        double after = at(index.plus(step));
        double before = at(index.minus(step));
        if (Double.isNaN(after)) {
            return Double.isNaN(before) ? 0 : here - before;
        }
        return Double.isNaN(before) ? after - here : (after - before) / 2;
    }

    private static double weightOf(Labels labels, int label, Vector3 index) {
        Grid grid = labels.segments().grid();
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
        double sum = 0;
        for (int corner = 0; corner < 8; corner++) {
            int column = (int) x + (corner & 1);
            int row = (int) y + (corner >> 1 & 1);
            int slice = (int) z + (corner >> 2 & 1);
            double weight = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row)) * (1 - Math.abs(z - slice));
            if (weight > 0 && labels.at(column, row, slice) == label) {
                sum += weight;
            }
        }
        return sum;
    }
}
