package org.lectern.imaging.codec.jpeg2000;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One sub-band of a tile component: where it lies among the coefficients and how they are quantized. */
final class Subband {
    static final int LL = 0;
    static final int HL = 1;
    static final int LH = 2;
    static final int HH = 3;

    final int kind;
    final Area area;

    /** Place of the sub-band's first coefficient in the tile component. */
    final int left;

    final int top;
    final int blockWidthLog;
    final int blockHeightLog;

    /** Bit-planes of a coefficient, T.800 equation E-2, without the region-of-interest shift. */
    final int planes;

    /** Step size, T.800 equation E-3. */
    final float step;

    private @Nullable Precinct[] precincts = {};

    /**
     * A sub-band whose precincts are not allocated yet.
     *
     * @param lower the low-pass area of the same level, which lies in the corner
     */
    Subband(int kind, Area area, Area lower, int blockWidthLog, int blockHeightLog, int planes, float step) {
        this.kind = kind;
        this.area = area;
        this.left = (kind & 1) * lower.width();
        this.top = (kind >> 1) * lower.height();
        this.blockWidthLog = blockWidthLog;
        this.blockHeightLog = blockHeightLog;
        this.planes = planes;
        this.step = step;
    }

    void allocate(int count) {
        precincts = new @Nullable Precinct[count];
    }

    @Nullable
    Precinct precinct(int index) {
        return precincts[index];
    }

    Precinct put(int index, Precinct precinct) {
        precincts[index] = precinct;
        return precinct;
    }

    void forEachBlock(Consumer<CodeBlock> action) {
        for (Precinct precinct : precincts) {
            if (precinct != null) {
                for (CodeBlock block : precinct.blocks) {
                    if (block.isIncluded()) {
                        action.accept(block);
                    }
                }
            }
        }
    }
}
