package org.lectern.rendering.cpu;

import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.volume.Volume;

/** Rows of volumes that are rare or flat, the plain way. */
final class PlainRows extends RowSampler {
    PlainRows(Volume volume, Vector3 step, int width) {
        super(volume, step, width);
    }

    @Override
    void inside(long x, long y, long z, float[] target, int begin, int end) {
        for (int i = begin; i < end; i++, x += stepX(), y += stepY(), z += stepZ()) {
            target[i] = plain(x, y, z);
        }
    }
}
