package org.lectern.rendering.cpu;

import java.util.Arrays;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/**
 * Samples volumes along straight rows. Positions are 32.32 fixed-point indices, which step without rounding drift that
 * could be seen (2⁻³² of a voxel a step); the span of a row that lies inside is clipped beforehand.
 */
abstract class RowSampler {
    static final double ONE = 0x1p32;

    /** Weights come from the upper 24 bits of the fraction: what a float holds. */
    static final float WEIGHT = 0x1p-24f;

    final Volume volume;
    final Grid grid;
    final float slope;
    final float intercept;
    private final Vector3 step;
    private final int width;
    private final long stepX;
    private final long stepY;
    private final long stepZ;

    RowSampler(Volume volume, Vector3 step, int width) {
        this.volume = volume;
        this.grid = volume.grid();
        this.slope = (float) volume.slope();
        this.intercept = (float) volume.intercept();
        this.step = step;
        this.width = width;
        this.stepX = Math.round(step.x() * ONE);
        this.stepY = Math.round(step.y() * ONE);
        this.stepZ = Math.round(step.z() * ONE);
    }

    /** The sampler for a volume and the step from one pixel to the next, in indices. */
    static RowSampler of(Volume volume, Vector3 step, int width) {
        Grid grid = volume.grid();
        boolean flat = grid.columns() < 2 || grid.rows() < 2 || grid.slices() < 2;
        boolean steep = Math.max(Math.abs(step.x()), Math.max(Math.abs(step.y()), Math.abs(step.z()))) > 1e6;
        if (flat || steep) {
            return new PlainRows(volume, step, width);
        }
        return switch (volume.type()) {
            case INT16, UINT16 ->
                volume.padding().isPresent()
                        ? new PaddedShortRows(volume, step, width)
                        : new ShortRows(volume, step, width);
            case FLOAT32 -> new FloatRows(volume, step, width);
            case INT8, UINT8 -> new PlainRows(volume, step, width);
        };
    }

    /** Fills a row whose first pixel has an index position. */
    final void row(Vector3 start, float[] target, int at) {
        double from = 0;
        double to = width - 1.0;
        for (int axis = 0; axis < 3; axis++) {
            double origin = component(start, axis);
            double delta = component(step, axis);
            double last = last(axis);
            if (Math.abs(delta) * width < 1e-9) {
                if (!(origin >= -Edges.TOLERANCE && origin <= last + Edges.TOLERANCE)) {
                    to = -1;
                }
                continue;
            }
            double lower = -Edges.TOLERANCE - origin;
            double upper = last + Edges.TOLERANCE - origin;
            double enters = (delta > 0 ? lower : upper) / delta;
            double leaves = (delta > 0 ? upper : lower) / delta;
            from = Math.max(from, enters);
            to = Math.min(to, leaves);
        }
        // one pixel at either end is drawn the plain way: rounding decides there whether it is inside
        int begin = (int) Math.min(width, Math.max(0, Math.ceil(from)));
        int end = (int) Math.max(-1, Math.min(width - 1.0, Math.floor(to)));
        if (end < begin) {
            Arrays.fill(target, at, at + width, Float.NaN);
            plain(start, Math.max(0, begin - 2), Math.min(width, begin + 2), target, at);
            return;
        }
        int safeBegin = begin == 0 && isWellInside(start) ? 0 : begin + 1;
        int safeEnd = isWellInside(start.plus(end, step)) ? end + 1 : end;
        Arrays.fill(target, at, at + begin, Float.NaN);
        Arrays.fill(target, at + end + 1, at + width, Float.NaN);
        plain(start, Math.max(0, begin - 1), Math.min(width, safeBegin), target, at);
        plain(start, Math.max(0, safeEnd), Math.min(width, end + 2), target, at);
        if (safeEnd > safeBegin) {
            Vector3 position = start.plus(safeBegin, step);
            inside(
                    fixed(position.x(), stepX, grid.columns() - 1, safeEnd - safeBegin),
                    fixed(position.y(), stepY, grid.rows() - 1, safeEnd - safeBegin),
                    fixed(position.z(), stepZ, grid.slices() - 1, safeEnd - safeBegin),
                    target,
                    at + safeBegin,
                    at + safeEnd);
        }
    }

    /** Draws pixels all of whose neighbours exist; positions are fixed-point. */
    abstract void inside(long x, long y, long z, float[] target, int begin, int end);

    final long stepX() {
        return stepX;
    }

    final long stepY() {
        return stepY;
    }

    final long stepZ() {
        return stepZ;
    }

    /** The plain way, for a position in fixed-point. */
    final float plain(long x, long y, long z) {
        return (float) ReferenceReslicer.interpolate(volume, new Vector3(x / ONE, y / ONE, z / ONE));
    }

    private void plain(Vector3 start, int from, int to, float[] target, int at) {
        for (int i = from; i < to; i++) {
            target[at + i] = (float) ReferenceReslicer.interpolate(volume, start.plus(i, step));
        }
    }

    private boolean isWellInside(Vector3 index) {
        double margin = 1e-5;
        return index.x() > margin
                && index.x() < grid.columns() - 1 - margin
                && index.y() > margin
                && index.y() < grid.rows() - 1 - margin
                && index.z() > margin
                && index.z() < grid.slices() - 1 - margin;
    }

    /** Fixed-point, kept so far from both ends that all steps stay inside: a plane along an edge is on its inner side. */
    private static long fixed(double index, long step, int last, int count) {
        long least = 0;
        long most = ((long) last << 32) - 1;
        long travelled = step * (count - 1);
        if (step >= 0) {
            most -= travelled;
        } else {
            least -= travelled;
        }
        return Math.max(least, Math.min(most, Math.round(index * ONE)));
    }

    private static double component(Vector3 vector, int axis) {
        return axis == 0 ? vector.x() : axis == 1 ? vector.y() : vector.z();
    }

    private double last(int axis) {
        return (axis == 0 ? grid.columns() : axis == 1 ? grid.rows() : grid.slices()) - 1.0;
    }
}
