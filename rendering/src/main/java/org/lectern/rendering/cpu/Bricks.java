package org.lectern.rendering.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

/**
 * The lowest and highest value in each brick of 8³ interpolation cells, so that nothing inside a brick can be beyond
 * them; the voxels on the shared faces count for both sides. Values are in modality units; a brick without values has
 * {@code lowest > highest}.
 */
public final class Bricks {
    /** Cells along a side, as a power of two. */
    static final int SHIFT = 3;

    /** Cells along a side of a block of bricks, as a power of two. */
    static final int BLOCK_SHIFT = SHIFT + 2;

    private static final int SIDE = 1 << SHIFT;
    private static final int BRICKS_ALONG = 1 << BLOCK_SHIFT - SHIFT;

    final int columns;
    final int rows;
    final int slices;
    private final float[] lowest;
    private final float[] highest;
    private final boolean[] gaps;
    private final int blockColumns;
    private final int blockRows;
    private final float[] blockLowest;
    private final float[] blockHighest;

    private Bricks(Grid grid) {
        this.columns = along(grid.columns());
        this.rows = along(grid.rows());
        this.slices = along(grid.slices());
        this.lowest = new float[columns * rows * slices];
        this.highest = new float[lowest.length];
        this.gaps = new boolean[lowest.length];
        this.blockColumns = Math.ceilDiv(columns, BRICKS_ALONG);
        this.blockRows = Math.ceilDiv(rows, BRICKS_ALONG);
        this.blockLowest = new float[blockColumns * blockRows * Math.ceilDiv(slices, BRICKS_ALONG)];
        this.blockHighest = new float[blockLowest.length];
    }

    private static int along(int voxels) {
        return Math.max(1, Math.ceilDiv(voxels - 1, SIDE));
    }

    /** Looks through a volume. */
    static Bricks of(Volume volume, Parallel parallel) {
        Bricks bricks = new Bricks(volume.grid());
        parallel.forEach(bricks.slices, layer -> bricks.new Layer(volume, layer).fill());
        bricks.summariseBlocks();
        return bricks;
    }

    private void summariseBlocks() {
        Arrays.fill(blockLowest, Float.POSITIVE_INFINITY);
        Arrays.fill(blockHighest, Float.NEGATIVE_INFINITY);
        for (int slice = 0; slice < slices; slice++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    int brick = (slice * rows + row) * columns + column;
                    int block = block(column / BRICKS_ALONG, row / BRICKS_ALONG, slice / BRICKS_ALONG);
                    blockLowest[block] = Math.min(blockLowest[block], lowest[brick]);
                    blockHighest[block] = Math.max(blockHighest[block], highest[brick]);
                }
            }
        }
    }

    /** The block of 4³ bricks at a place among the blocks. */
    int block(int column, int row, int slice) {
        return (slice * blockRows + row) * blockColumns + column;
    }

    float blockLowest(int block) {
        return blockLowest[block];
    }

    float blockHighest(int block) {
        return blockHighest[block];
    }

    /** Number of bricks along columns, rows and slices. */
    public int[] size() {
        return new int[] {columns, rows, slices};
    }

    /** Number of bricks. */
    public int count() {
        return lowest.length;
    }

    /** The lowest value in a brick, columns counted fastest. */
    public float lowest(int brick) {
        return lowest[brick];
    }

    /** The highest value in it. */
    public float highest(int brick) {
        return highest[brick];
    }

    /** Whether a voxel of the brick is NaN or padding. */
    public boolean hasGaps(int brick) {
        return gaps[brick];
    }

    /** One layer of bricks while it is filled. */
    private final class Layer {
        private final Volume volume;
        private final MemorySegment samples;
        private final int width;
        private final int layer;
        private final float[] values;
        private final float[] low;
        private final float[] high;
        private final boolean[] gap;

        Layer(Volume volume, int layer) {
            this.volume = volume;
            this.samples = volume.samples();
            this.width = volume.grid().columns();
            this.layer = layer;
            this.values = new float[width];
            this.low = new float[columns];
            this.high = new float[columns];
            this.gap = new boolean[columns];
        }

        void fill() {
            int first = layer * columns * rows;
            Arrays.fill(lowest, first, first + columns * rows, Float.POSITIVE_INFINITY);
            Arrays.fill(highest, first, first + columns * rows, Float.NEGATIVE_INFINITY);
            int lastSlice = Math.min(volume.grid().slices() - 1, (layer + 1) * SIDE);
            for (int slice = layer * SIDE; slice <= lastSlice; slice++) {
                for (int row = 0; row < volume.grid().rows(); row++) {
                    read(volume.grid().index(0, row, slice));
                    summarise();
                    int brickRow = Math.min(row >> SHIFT, rows - 1);
                    add(first + brickRow * columns);
                    if ((row & SIDE - 1) == 0 && row > 0 && brickRow == row >> SHIFT) {
                        add(first + (brickRow - 1) * columns);
                    }
                }
            }
        }

        private void read(long from) {
            if (volume.type() == SampleType.INT16 || volume.type() == SampleType.UINT16) {
                read16(from);
            } else if (volume.type() == SampleType.FLOAT32) {
                for (int i = 0; i < width; i++) {
                    float stored = samples.getAtIndex(ValueLayout.JAVA_FLOAT, from + i);
                    values[i] = (float) (stored * volume.slope() + volume.intercept());
                }
            } else {
                int slice = (int) (from / ((long) width * volume.grid().rows()));
                int row = (int) (from / width % volume.grid().rows());
                for (int i = 0; i < width; i++) {
                    values[i] = (float) volume.value(i, row, slice);
                }
            }
        }

        private void read16(long from) {
            int flip = volume.type() == SampleType.INT16 ? 0x8000 : 0;
            float slope = (float) volume.slope();
            float intercept = (float) volume.intercept();
            int padding = volume.padding().orElse(Integer.MIN_VALUE);
            for (int i = 0; i < width; i++) {
                int sample = (samples.getAtIndex(ValueLayout.JAVA_SHORT, from + i) & 0xFFFF ^ flip) - flip;
                values[i] = sample == padding ? Float.NaN : sample * slope + intercept;
            }
        }

        /** Of each brick's part of the row, its right neighbour's first voxel included. */
        private void summarise() {
            for (int brick = 0; brick < columns; brick++) {
                float least = Float.POSITIVE_INFINITY;
                float most = Float.NEGATIVE_INFINITY;
                boolean open = false;
                int end = Math.min(width - 1, (brick + 1) * SIDE);
                for (int i = brick * SIDE; i <= end; i++) {
                    float value = values[i];
                    least = value < least ? value : least;
                    most = value > most ? value : most;
                    open |= Float.isNaN(value);
                }
                low[brick] = least;
                high[brick] = most;
                gap[brick] = open;
            }
        }

        private void add(int at) {
            for (int brick = 0; brick < columns; brick++) {
                lowest[at + brick] = Math.min(lowest[at + brick], low[brick]);
                highest[at + brick] = Math.max(highest[at + brick], high[brick]);
                gaps[at + brick] |= gap[brick];
            }
        }
    }
}
