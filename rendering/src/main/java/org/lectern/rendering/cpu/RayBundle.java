package org.lectern.rendering.cpu;

import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Rays;
import org.lectern.rendering.raycast.Rgb;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/**
 * The rays of one picture, traced one after the other; one bundle for each thread. Positions are 32.32 fixed-point
 * indices, kept so far from the outermost voxels that each has its eight corners.
 */
abstract class RayBundle {
    final Volume volume;
    final VolumeLook look;
    final Rays rays;
    final Affine patientToIndex;
    final long stepX;
    final long stepY;
    final long stepZ;
    private final Grid grid;
    private final HalfSpaces inside;
    private final Vector3 first;
    private final Vector3 right;
    private final Vector3 down;
    private final Vector3 deep;
    private final double perStepX;
    private final double perStepY;
    private final double perStepZ;
    private final int background;
    private long beginX;
    private long beginY;
    private long beginZ;

    RayBundle(Volume volume, ReslicePlane view, VolumeLook look) {
        this.volume = volume;
        this.look = look;
        this.grid = volume.grid();
        this.rays = Rays.of(grid, view, look.quality());
        this.inside = new HalfSpaces(grid, view, rays, look.clip());
        this.patientToIndex = volume.indexToPatient().inverse();
        this.first = patientToIndex.apply(view.toPatient(0, 0).plus(rays.depthMm(0), view.normal()));
        this.right = patientToIndex.applyToDirection(view.right().times(view.spacingMm()));
        this.down = patientToIndex.applyToDirection(view.down().times(view.spacingMm()));
        this.deep = patientToIndex.applyToDirection(view.normal().times(rays.stepMm()));
        this.stepX = Math.round(deep.x() * Voxels.ONE);
        this.stepY = Math.round(deep.y() * Voxels.ONE);
        this.stepZ = Math.round(deep.z() * Voxels.ONE);
        this.perStepX = 1.0 / stepX;
        this.perStepY = 1.0 / stepY;
        this.perStepZ = 1.0 / stepZ;
        this.background = look.background().packed();
    }

    /** The colour of a pixel. */
    final int pixel(int column, int row) {
        HalfSpaces.Run run = inside.inside(column, row);
        int last = run.end() - run.begin();
        if (last < 0) {
            return background;
        }
        double x = first.x() + column * right.x() + row * down.x() + run.begin() * deep.x();
        double y = first.y() + column * right.y() + row * down.y() + run.begin() * deep.y();
        double z = first.z() + column * right.z() + row * down.z() + run.begin() * deep.z();
        beginX = fixed(x, stepX * last, grid.columns());
        beginY = fixed(y, stepY * last, grid.rows());
        beginZ = fixed(z, stepZ * last, grid.slices());
        return trace(last);
    }

    private static long fixed(double index, long way, int voxels) {
        long least = Math.max(0, -way);
        long most = (voxels - 1L << 32) - 1 - Math.max(0, way);
        return Math.max(least, Math.min(most, Math.round(index * Voxels.ONE)));
    }

    /** The colour of a ray from its first position inside, numbered 0, to that with the last number. */
    abstract int trace(int last);

    final long beginX() {
        return beginX;
    }

    final long beginY() {
        return beginY;
    }

    final long beginZ() {
        return beginZ;
    }

    final int background() {
        return background;
    }

    /** How many steps lead out of a cube of bricks that reaches so many bricks around that of a position; at least 1. */
    final int leap(long x, long y, long z, int bricks) {
        return leap(x, y, z, bricks, 32 + Bricks.SHIFT);
    }

    /** How many steps lead out of the block of bricks of a position; at least 1. */
    final int leapBlock(long x, long y, long z) {
        return leap(x, y, z, 1, 32 + Bricks.BLOCK_SHIFT);
    }

    private int leap(long x, long y, long z, int cubes, int shift) {
        double steps = Math.min(
                wayOut(x, stepX, perStepX, cubes, shift),
                Math.min(wayOut(y, stepY, perStepY, cubes, shift), wayOut(z, stepZ, perStepZ, cubes, shift)));
        return Math.max(1, (int) Math.ceil(steps - 1e-9));
    }

    private static double wayOut(long at, long step, double perStep, int cubes, int shift) {
        if (step == 0) {
            return Integer.MAX_VALUE;
        }
        long face = step > 0 ? (at >> shift) + cubes << shift : (at >> shift) - cubes + 1 << shift;
        return (face - at) * perStep;
    }

    static int packed(double red, double green, double blue) {
        return (int) (Math.min(1, red) * 255 + 0.5) << 16
                | (int) (Math.min(1, green) * 255 + 0.5) << 8
                | (int) (Math.min(1, blue) * 255 + 0.5);
    }

    static int packed(Rgb colour) {
        return packed(colour.red(), colour.green(), colour.blue());
    }
}
