package org.lectern.rendering.cpu;

import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Volume;

/**
 * Rays to their largest or smallest value: bricks that hold nothing beyond what was found are passed over, and a ray ends
 * when what it found looks like all that is beyond. A minimum is the maximum of the values negated.
 */
final class ProjectedRays extends RayBundle {
    private final Voxels voxels;
    private final Marks marks;
    private final Bricks bricks;
    private final float sign;
    private final float fromWhereAllLooksAlike;
    private final float upToWhereAllLooksAlike;
    private final boolean skips;

    ProjectedRays(Volume volume, ReslicePlane view, VolumeLook look, Prepared prepared) {
        super(volume, view, look);
        this.voxels = Voxels.of(volume);
        this.marks = prepared.marks();
        this.bricks = prepared.bricks();
        this.skips = prepared.skips();
        boolean highest = look.mode() == Mode.MIP;
        this.sign = highest ? 1 : -1;
        double least = look.projection().least();
        double most = look.projection().most();
        this.fromWhereAllLooksAlike = (float) (highest ? most : -least) + Math.ulp((float) most);
        this.upToWhereAllLooksAlike = (float) (highest ? least : -most) - Math.ulp((float) least);
    }

    @Override
    int trace(int last) {
        boolean marked = marks.any();
        int shift = 32 + Bricks.SHIFT;
        long x = beginX();
        long y = beginY();
        long z = beginZ();
        float best = Float.NEGATIVE_INFINITY;
        boolean found = false;
        int n = 0;
        while (n <= last) {
            int brick = ((int) (z >> shift) * bricks.rows + (int) (y >> shift)) * bricks.columns + (int) (x >> shift);
            float bar = found ? Math.max(best, upToWhereAllLooksAlike) : Float.NEGATIVE_INFINITY;
            if (skips && (sign > 0 ? bricks.highest(brick) : -bricks.lowest(brick)) <= bar) {
                int leap = isBlockBelow(x, y, z, bar) ? leapBlock(x, y, z) : leap(x, y, z, 1);
                n += leap;
                x += leap * stepX;
                y += leap * stepY;
                z += leap * stepZ;
                continue;
            }
            float value = bricks.hasGaps(brick) ? voxels.plainAt(x, y, z) : voxels.at(x, y, z);
            if (!Float.isNaN(value) && !(found && sign * value <= best)) {
                if (!marked || marks.at(x, y, z) != Marks.NOTHING) {
                    found = true;
                    best = sign * value;
                }
            }
            if (found && best > fromWhereAllLooksAlike) {
                break;
            }
            n++;
            x += stepX;
            y += stepY;
            z += stepZ;
        }
        return found ? packed(look.projection().at(sign * best).colour()) : background();
    }

    private boolean isBlockBelow(long x, long y, long z, float bar) {
        int shift = 32 + Bricks.BLOCK_SHIFT;
        int block = bricks.block((int) (x >> shift), (int) (y >> shift), (int) (z >> shift));
        return (sign > 0 ? bricks.blockHighest(block) : -bricks.blockLowest(block)) <= bar;
    }
}
