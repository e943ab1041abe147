package org.lectern.rendering.cpu;

import org.lectern.rendering.volume.Volume;

/** Voxels of a type that is rare, the plain way. */
final class PlainVoxels extends Voxels {
    PlainVoxels(Volume volume) {
        super(volume);
    }

    @Override
    float at(long x, long y, long z) {
        return plainAt(x, y, z);
    }

    @Override
    void differences(long x, long y, long z, float[] xyz) {
        plainDifferences(x, y, z, xyz);
    }
}
