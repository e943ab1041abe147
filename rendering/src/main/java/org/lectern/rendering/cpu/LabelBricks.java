package org.lectern.rendering.cpu;

import java.util.Map;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.raycast.Labels;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/** Which labels a brick may hold: a bit for each label's remainder by 64. */
final class LabelBricks {
    private final Bricks bricks;
    private final long[] present;

    LabelBricks(Volume segments, Bricks bricks, Parallel parallel) {
        this.bricks = bricks;
        this.present = new long[bricks.count()];
        Grid grid = segments.grid();
        parallel.forEach(bricks.slices, layer -> {
            int side = 1 << Bricks.SHIFT;
            int last = Math.min(grid.slices() - 1, (layer + 1) * side);
            for (int slice = layer * side; slice <= last; slice++) {
                for (int row = 0; row < grid.rows(); row++) {
                    for (int column = 0; column < grid.columns(); column++) {
                        long bit = 1L << (int) segments.stored(column, row, slice);
                        mark(layer, row, column, bit);
                    }
                }
            }
        });
    }

    /** A voxel on the face of two bricks counts for both. */
    private void mark(int layer, int row, int column, long bit) {
        int lastRow = Math.min(row >> Bricks.SHIFT, bricks.rows - 1);
        int lastColumn = Math.min(column >> Bricks.SHIFT, bricks.columns - 1);
        for (int r = Math.max(0, row - 1) >> Bricks.SHIFT; r <= lastRow; r++) {
            for (int c = Math.max(0, column - 1) >> Bricks.SHIFT; c <= lastColumn; c++) {
                present[(layer * bricks.rows + r) * bricks.columns + c] |= bit;
            }
        }
    }

    /** The remainders of the labels that can be seen. */
    static long visible(Map<Integer, Labels.Look> palette) {
        long mask = 0;
        for (Map.Entry<Integer, Labels.Look> entry : palette.entrySet()) {
            if (entry.getValue().visible() && entry.getValue().opacityPerMm() > 0) {
                mask |= 1L << entry.getKey();
            }
        }
        return mask;
    }

    boolean holds(int brick, long mask) {
        return (present[brick] & mask) != 0;
    }
}
