package org.lectern.rendering.cpu;

import java.util.Optional;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Labels;
import org.lectern.rendering.raycast.RayCaster;
import org.lectern.rendering.raycast.Rgb;
import org.lectern.rendering.raycast.TransferFunction;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Volume;

/** Rays through translucent matter, front to back: leaps over empty bricks, ends where nothing more can be seen. */
final class ComposedRays extends RayBundle {
    private final Voxels voxels;
    private final MatterTable table;
    private final Shade shade;
    private final Marks marks;
    private final byte[] distances;
    private final int brickRow;
    private final int brickSlice;
    private final float[] differences = new float[3];
    private float red;
    private float green;
    private float blue;
    private float transparency;

    ComposedRays(Volume volume, ReslicePlane view, VolumeLook look, Prepared prepared) {
        super(volume, view, look);
        this.voxels = Voxels.of(volume);
        this.table = prepared.table();
        this.shade = new Shade(look.lighting(), prepared.shines(), patientToIndex, view.normal());
        this.marks = prepared.marks();
        this.distances = prepared.space().distances();
        this.brickRow = prepared.bricks().columns;
        this.brickSlice = brickRow * prepared.bricks().rows;
    }

    @Override
    int trace(int last) {
        red = 0;
        green = 0;
        blue = 0;
        transparency = 1;
        boolean marked = marks.any();
        int shift = 32 + Bricks.SHIFT;
        long x = beginX();
        long y = beginY();
        long z = beginZ();
        int n = 0;
        while (n <= last) {
            int brick = (int) (z >> shift) * brickSlice + (int) (y >> shift) * brickRow + (int) (x >> shift);
            int distance = distances[brick];
            if (distance > 0) {
                int leap = leap(x, y, z, distance);
                n += leap;
                x += leap * stepX;
                y += leap * stepY;
                z += leap * stepZ;
                continue;
            }
            float value = distance == 0 ? voxels.at(x, y, z) : voxels.plainAt(x, y, z);
            if (marked) {
                takeMarked(x, y, z, value, distance == 0);
            } else {
                int entry = table.entry(value);
                if (table.opacity(entry) > 0 && !Float.isNaN(value)) {
                    take(x, y, z, entry, distance == 0);
                }
            }
            if (transparency < RayCaster.INVISIBLE) {
                break;
            }
            n++;
            x += stepX;
            y += stepY;
            z += stepZ;
        }
        Rgb behind = look.background();
        return packed(
                red + transparency * behind.red(),
                green + transparency * behind.green(),
                blue + transparency * behind.blue());
    }

    private void take(long x, long y, long z, int entry, boolean solid) {
        if (!shade.isFlat()) {
            if (solid && voxels.hasNeighbours(x, y, z)) {
                voxels.differences(x, y, z, differences);
            } else {
                voxels.plainDifferences(x, y, z, differences);
            }
            shade.light(differences, false);
        }
        add(table.opacity(entry), table.red(entry), table.green(entry), table.blue(entry));
    }

    private void takeMarked(long x, long y, long z, float value, boolean solid) {
        int mark = Float.isNaN(value) ? Marks.NOTHING : marks.at(x, y, z);
        if (mark == Marks.PLAIN) {
            int entry = table.entry(value);
            if (table.opacity(entry) > 0) {
                take(x, y, z, entry, solid);
            }
        } else if (mark != Marks.NOTHING) {
            Optional<Labels.Look> own = marks.look(mark);
            if (own.isPresent() && own.get().opacityPerMm() > 0) {
                takeLabel(x, y, z, mark, own.get());
            }
        }
    }

    private void takeLabel(long x, long y, long z, int label, Labels.Look own) {
        if (!shade.isFlat()) {
            var surface = marks.surface(label).differences(Voxels.position(x, y, z));
            differences[0] = (float) surface.x();
            differences[1] = (float) surface.y();
            differences[2] = (float) surface.z();
            shade.light(differences, true);
        }
        float alpha = (float) TransferFunction.overStep(own.opacityPerMm(), rays.stepMm());
        Rgb colour = own.colour();
        add(alpha, (float) colour.red(), (float) colour.green(), (float) colour.blue());
    }

    private void add(float alpha, float ownRed, float ownGreen, float ownBlue) {
        float part = transparency * alpha;
        float factor = shade.factor();
        float shine = shade.shine();
        red += part * Math.min(1, ownRed * factor + shine);
        green += part * Math.min(1, ownGreen * factor + shine);
        blue += part * Math.min(1, ownBlue * factor + shine);
        transparency *= 1 - alpha;
    }
}
