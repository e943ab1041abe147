package org.lectern.rendering.volume;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.OptionalInt;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;

/** Volumes whose voxels tell where they are. */
public final class Phantoms {
    private Phantoms() {}

    /** What a voxel of a volume is. */
    public interface Voxel {
        /** The stored value at indices. */
        double at(int column, int row, int slice);
    }

    /** A volume of stored values. */
    public static Volume volume(Grid grid, SampleType type, ModalityScale scale, OptionalInt padding, Voxel voxel)
            throws IOException {
        VolumeMemory.Allocation memory = VolumeMemory.UNLIMITED.allocate(grid.voxels() * type.bytes());
        MemorySegment samples = memory.segment();
        for (int slice = 0; slice < grid.slices(); slice++) {
            for (int row = 0; row < grid.rows(); row++) {
                for (int column = 0; column < grid.columns(); column++) {
                    double value = voxel.at(column, row, slice);
                    long index = grid.index(column, row, slice);
                    switch (type) {
                        case INT8, UINT8 -> samples.set(ValueLayout.JAVA_BYTE, index, (byte) (int) value);
                        case INT16, UINT16 -> samples.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) (int) value);
                        case FLOAT32 -> samples.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
                    }
                }
            }
        }
        return Volume.of(grid, type, scale, padding, memory);
    }

    /** Oblique axes, non-square pixels, slices sheared as by a tilted gantry: a swap or a wrong sign cannot hide. */
    public static Grid obliqueGrid() {
        Vector3 axis = new Vector3(1, 2, 3).unit();
        Vector3 i = new Vector3(1, 0, 0).rotated(axis, 0.4);
        Vector3 j = new Vector3(0, 1, 0).rotated(axis, 0.4);
        Vector3 k = new Vector3(0, 0, 1).rotated(axis, 0.4);
        return new Grid(
                31,
                23,
                17,
                new Affine(i.times(0.7), j.times(1.1), k.times(1.9).plus(0.6, j), new Vector3(-30, -45, 12.5)),
                Optional.empty());
    }

    /** Unit steps along the patient's axes from the origin. */
    public static Grid unitGrid(int columns, int rows, int slices) {
        return new Grid(
                columns,
                rows,
                slices,
                new Affine(new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1), Vector3.ZERO),
                Optional.empty());
    }
}
