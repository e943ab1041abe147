package org.lectern.rendering.raycast;

import java.util.Map;
import java.util.Optional;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/**
 * Segments of a volume in colours of their own. A sample belongs to the label of the voxel nearest to it; where that has
 * an entry here, the sample is of the entry's matter, whatever its value, or nothing where the entry is hidden. Labels
 * without an entry, such as 0, leave the volume as it is. Projections are only changed by hidden labels.
 *
 * <p>A label is lit by the surface of the segment: the gradient is that of the trilinear interpolation of 1 in voxels of
 * the label and 0 elsewhere, with weight 1 wherever it has a length, else 0.
 *
 * @param segments whole numbers from 0 to 65535 as stored values, on the grid of the image
 */
public record Labels(Volume segments, Map<Integer, Look> palette) {
    /** How one label is drawn. */
    public record Look(Rgb colour, double opacityPerMm, boolean visible) {
        /** Refuses opacities outside 0 to 1. */
        public Look {
            if (!Rgb.isPart(opacityPerMm)) {
                throw new IllegalArgumentException("an opacity of " + opacityPerMm);
            }
        }

        /** Opaque. */
        public static Look solid(Rgb colour) {
            return new Look(colour, 1, true);
        }

        /** Cut out. */
        public static Look hidden() {
            return new Look(Rgb.BLACK, 0, false);
        }
    }

    /** Refuses labels out of range. */
    public Labels {
        palette = Map.copyOf(palette);
        for (int label : palette.keySet()) {
            if (label < 0 || label > 0xFFFF) {
                throw new IllegalArgumentException("a label of " + label);
            }
        }
    }

    /** The label of the voxel nearest to an index position of the volume. */
    public int at(Vector3 index) {
        Grid grid = segments.grid();
        return at(
                nearest(index.x(), grid.columns()), nearest(index.y(), grid.rows()), nearest(index.z(), grid.slices()));
    }

    /** The label of a voxel. */
    public int at(int column, int row, int slice) {
        return (int) segments.stored(column, row, slice);
    }

    /** How a label is drawn, where it has a look of its own. */
    public Optional<Look> look(int label) {
        return Optional.ofNullable(palette.get(label));
    }

    /** Whether the labels lie on the grid of a volume. */
    public boolean fits(Volume volume) {
        Grid mine = segments.grid();
        Grid its = volume.grid();
        return mine.columns() == its.columns() && mine.rows() == its.rows() && mine.slices() == its.slices();
    }

    private static int nearest(double index, int count) {
        return (int) Math.clamp(Math.floor(index + 0.5), 0, count - 1.0);
    }
}
