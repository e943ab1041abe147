package org.lectern.rendering.raycast;

import java.util.Arrays;
import java.util.List;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.volume.Grid;

/**
 * What scissors took away: one bit for each cell of {@code factor}³ voxels, 1 where the cell is gone. A sample belongs to
 * the cell of the voxel nearest to it. Cells are voxels up to 16 million of them and grow from there, so that a state
 * takes at most 2 MiB. Immutable: every cut answers a new state, and to undo one is to take the state before it.
 */
public final class Sculpt {
    private static final int MOST_CELLS = 1 << 24;

    private final Grid grid;
    private final int factor;
    private final int columns;
    private final int rows;
    private final int slices;
    private final long[] gone;

    /** Which side of an outline goes away. */
    public enum Side {
        INSIDE,
        OUTSIDE
    }

    private Sculpt(Grid grid, int factor, long[] gone) {
        this.grid = grid;
        this.factor = factor;
        this.columns = Math.ceilDiv(grid.columns(), factor);
        this.rows = Math.ceilDiv(grid.rows(), factor);
        this.slices = Math.ceilDiv(grid.slices(), factor);
        this.gone = gone;
    }

    /** Nothing is gone yet. */
    public static Sculpt whole(Grid grid) {
        int factor = 1;
        while (cells(grid, factor) > MOST_CELLS) {
            factor++;
        }
        return new Sculpt(grid, factor, new long[(int) (cells(grid, factor) + 63) / 64]);
    }

    private static long cells(Grid grid, int factor) {
        return (long) Math.ceilDiv(grid.columns(), factor)
                * Math.ceilDiv(grid.rows(), factor)
                * Math.ceilDiv(grid.slices(), factor);
    }

    /**
     * With an outline cut through the whole depth of the volume, along the normal of the view.
     *
     * @param outline corners of a closed polygon in positions of the view's picture, whole at pixel centres; parts that it
     *     encloses an even number of times are outside
     */
    public Sculpt cut(ReslicePlane view, List<Point2> outline, Side side) {
        Outline shape = new Outline(view.width(), view.height(), outline);
        long[] more = gone.clone();
        Affine toPatient = grid.indexToPatient();
        double perMm = 1 / view.spacingMm();
        double columnStep = toPatient.i().dot(view.right()) * perMm * factor;
        double rowStep = toPatient.i().dot(view.down()) * perMm * factor;
        for (int slice = 0; slice < slices; slice++) {
            for (int row = 0; row < rows; row++) {
                Vector3 first = toPatient.apply(middle(0), middle(row), middle(slice));
                double column = view.column(first);
                double line = view.row(first);
                int at = (slice * rows + row) * columns;
                for (int cell = 0; cell < columns; cell++) {
                    boolean inside = shape.contains(column + cell * columnStep, line + cell * rowStep);
                    if (inside == (side == Side.INSIDE)) {
                        more[at + cell >> 6] |= 1L << (at + cell);
                    }
                }
            }
        }
        return new Sculpt(grid, factor, more);
    }

    /** The index in the middle of a cell. */
    private double middle(int cell) {
        return cell * factor + (factor - 1) / 2.0;
    }

    /** Whether the voxel was taken away. */
    public boolean isGone(int column, int row, int slice) {
        int cell = ((slice / factor) * rows + row / factor) * columns + column / factor;
        return (gone[cell >> 6] & 1L << cell) != 0;
    }

    /** Whether the cell was taken away that holds an index position of the volume. */
    public boolean isGone(Vector3 index) {
        return isGone(
                nearest(index.x(), grid.columns()), nearest(index.y(), grid.rows()), nearest(index.z(), grid.slices()));
    }

    private static int nearest(double index, int count) {
        return (int) Math.clamp(Math.floor(index + 0.5), 0, count - 1.0);
    }

    /** Voxels along each side of a cell. */
    public int factor() {
        return factor;
    }

    /** Number of cells along each axis: columns, rows, slices. */
    public int[] size() {
        return new int[] {columns, rows, slices};
    }

    /** One byte a cell, 0 or 255, columns fastest: as a texture. */
    public byte[] bytes() {
        byte[] bytes = new byte[columns * rows * slices];
        for (int cell = 0; cell < bytes.length; cell++) {
            bytes[cell] = (byte) ((gone[cell >> 6] & 1L << cell) != 0 ? 255 : 0);
        }
        return bytes;
    }

    /** Whether nothing was taken away. */
    public boolean isWhole() {
        return Arrays.stream(gone).allMatch(word -> word == 0);
    }
}
