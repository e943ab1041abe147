package org.lectern.rendering.gpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/**
 * A volume in blocks of {@code factor}³ voxels. Of an image a block has the mean of its values, padding and NaN left out;
 * of labels it has the label of the voxel in its middle.
 */
record Blocks(Volume volume, int factor, boolean isLabels) {
    int columns() {
        return Math.ceilDiv(volume.grid().columns(), factor);
    }

    int rows() {
        return Math.ceilDiv(volume.grid().rows(), factor);
    }

    int slices() {
        return Math.ceilDiv(volume.grid().slices(), factor);
    }

    long bytes() {
        return (long) columns() * rows() * slices() * volume.type().bytes();
    }

    /** Some slices of blocks, stored as the volume's voxels are. */
    MemorySegment samples(int slice, int count) {
        long sliceSamples = (long) columns() * rows();
        int bytes = volume.type().bytes();
        if (factor == 1) {
            return volume.samples().asSlice(slice * sliceSamples * bytes, count * sliceSamples * bytes);
        }
        MemorySegment samples = MemorySegment.ofArray(new long[Math.toIntExact((count * sliceSamples * bytes + 7) / 8)])
                .asSlice(0, count * sliceSamples * bytes);
        for (int i = 0; i < count; i++) {
            for (int row = 0; row < rows(); row++) {
                for (int column = 0; column < columns(); column++) {
                    double stored = isLabels
                            ? middle(column, row, slice + i)
                            : mean(column * factor, row * factor, (slice + i) * factor);
                    put(samples, (i * (long) rows() + row) * columns() + column, stored);
                }
            }
        }
        return samples;
    }

    private double middle(int column, int row, int slice) {
        Grid grid = volume.grid();
        int half = factor / 2;
        return volume.stored(
                Math.min(column * factor + half, grid.columns() - 1),
                Math.min(row * factor + half, grid.rows() - 1),
                Math.min(slice * factor + half, grid.slices() - 1));
    }

    private double mean(int column, int row, int slice) {
        Grid grid = volume.grid();
        int padding = volume.padding().orElse(Integer.MIN_VALUE);
        double sum = 0;
        int there = 0;
        for (int k = slice; k < Math.min(slice + factor, grid.slices()); k++) {
            for (int j = row; j < Math.min(row + factor, grid.rows()); j++) {
                for (int i = column; i < Math.min(column + factor, grid.columns()); i++) {
                    double stored = volume.stored(i, j, k);
                    if (stored != padding && !Double.isNaN(stored)) {
                        sum += stored;
                        there++;
                    }
                }
            }
        }
        if (there > 0) {
            return sum / there;
        }
        return volume.padding().isPresent() ? padding : Double.NaN;
    }

    private void put(MemorySegment samples, long at, double stored) {
        switch (volume.type()) {
            case INT8, UINT8 -> samples.set(ValueLayout.JAVA_BYTE, at, (byte) Math.round(stored));
            case INT16, UINT16 -> samples.setAtIndex(ValueLayout.JAVA_SHORT, at, (short) Math.round(stored));
            case FLOAT32 -> samples.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) stored);
        }
    }
}
