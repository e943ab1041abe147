package org.lectern.rendering.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.OptionalInt;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.geometry.Affine;

/**
 * A grid of voxels off the heap. Closing it ends its memory: who opens a volume owns it and closes it when no renderer
 * uses it any more.
 *
 * <p>Voxel ({@code column}, {@code row}, {@code slice}) lies at sample {@code (slice · rows + row) · columns + column};
 * its value in modality units is {@code stored · slope + intercept}, NaN where it is padding.
 */
public final class Volume implements AutoCloseable {
    private final Grid grid;
    private final SampleType type;
    private final double slope;
    private final double intercept;
    private final OptionalInt padding;
    private final VolumeMemory.Allocation memory;
    private final List<Finding> findings;

    Volume(
            Grid grid,
            SampleType type,
            ModalityScale scale,
            OptionalInt padding,
            VolumeMemory.Allocation memory,
            List<Finding> findings) {
        this.grid = grid;
        this.type = type;
        this.slope = scale.slope();
        this.intercept = scale.intercept();
        this.padding = padding;
        this.memory = memory;
        this.findings = List.copyOf(findings);
        if (memory.segment().byteSize() < grid.voxels() * type.bytes()) {
            throw new IllegalArgumentException("the memory is smaller than the grid");
        }
    }

    /**
     * A volume made by the program, such as a phantom; the samples are native-endian and fill the allocation.
     *
     * @param padding the stored value that means <em>no voxel here</em>
     */
    public static Volume of(
            Grid grid, SampleType type, ModalityScale scale, OptionalInt padding, VolumeMemory.Allocation memory) {
        return new Volume(grid, type, scale, padding, memory, List.of());
    }

    /** Its size and where it lies. */
    public Grid grid() {
        return grid;
    }

    /** How a voxel is stored. */
    public SampleType type() {
        return type;
    }

    /** Modality units for one stored unit. */
    public double slope() {
        return slope;
    }

    /** Modality units at stored value 0. */
    public double intercept() {
        return intercept;
    }

    /** The stored value that means <em>no voxel here</em>. */
    public OptionalInt padding() {
        return padding;
    }

    /** The samples, native-endian, for renderers. */
    public MemorySegment samples() {
        return memory.segment();
    }

    /** What was irregular, in plain words for the screen. */
    public List<Finding> findings() {
        return findings;
    }

    /** From voxel indices to patient millimetres. */
    public Affine indexToPatient() {
        return grid.indexToPatient();
    }

    /** A voxel as stored. */
    public double stored(int column, int row, int slice) {
        long index = grid.index(column, row, slice);
        return switch (type) {
            case INT8 -> samples().getAtIndex(ValueLayout.JAVA_BYTE, index);
            case UINT8 -> samples().getAtIndex(ValueLayout.JAVA_BYTE, index) & 0xFF;
            case INT16 -> samples().getAtIndex(ValueLayout.JAVA_SHORT, index);
            case UINT16 -> samples().getAtIndex(ValueLayout.JAVA_SHORT, index) & 0xFFFF;
            case FLOAT32 -> samples().getAtIndex(ValueLayout.JAVA_FLOAT, index);
        };
    }

    /** A voxel in modality units, NaN where it is padding. */
    public double value(int column, int row, int slice) {
        double stored = stored(column, row, slice);
        return padding.isPresent() && stored == padding.getAsInt() ? Double.NaN : stored * slope + intercept;
    }

    @Override
    public void close() {
        memory.close();
    }
}
