package org.lectern.rendering.cpu;

import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Reslicer;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/**
 * The fast twin of {@link ReferenceReslicer}: bands of rows on several threads; in each row the part inside the volume is
 * found once, so that the inner loop steps through it without asking.
 */
public final class TiledReslicer implements Reslicer {
    private static final int ROWS_IN_A_BAND = 8;

    private final Parallel parallel;

    /** A reslicer on these threads. */
    public TiledReslicer(Parallel parallel) {
        this.parallel = parallel;
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public void reslice(Volume volume, ReslicePlane plane, Slab slab, float[] picture) {
        if (picture.length < (long) plane.width() * plane.height()) {
            throw new IllegalArgumentException(
                    "%d values for a picture of %d × %d".formatted(picture.length, plane.width(), plane.height()));
        }
        Grid grid = volume.grid();
        Affine patientToIndex = volume.indexToPatient().inverse();
        Vector3 first = patientToIndex.apply(plane.toPatient(0, 0));
        Vector3 right = patientToIndex.applyToDirection(plane.right().times(plane.spacingMm()));
        Vector3 down = patientToIndex.applyToDirection(plane.down().times(plane.spacingMm()));
        Vector3 deep = patientToIndex.applyToDirection(plane.normal());
        int count = slab.count(grid.finestSpacingMm());
        int bands = Math.ceilDiv(plane.height(), ROWS_IN_A_BAND);
        parallel.forEach(bands, band -> {
            RowSampler sampler = RowSampler.of(volume, right, plane.width());
            SlabRow slabRow = new SlabRow(slab.blend(), plane.width());
            int end = Math.min(plane.height(), (band + 1) * ROWS_IN_A_BAND);
            for (int row = band * ROWS_IN_A_BAND; row < end; row++) {
                Vector3 start = first.plus(row, down);
                int at = row * plane.width();
                if (count == 1) {
                    sampler.row(start, picture, at);
                } else {
                    slabRow.clear();
                    for (int sample = 0; sample < count; sample++) {
                        sampler.row(start.plus(slab.offsetMm(sample, count), deep), slabRow.samples(), 0);
                        slabRow.add();
                    }
                    slabRow.write(picture, at);
                }
            }
        });
    }
}
