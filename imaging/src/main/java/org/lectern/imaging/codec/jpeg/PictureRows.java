package org.lectern.imaging.codec.jpeg;

/**
 * From blocks to rows: holds the samples of the last two rows of minimum coded units, brings sub-sampled components to
 * full size, and writes rows as soon as what they depend on has been decoded.
 */
final class PictureRows {
    private final FrameHeader frame;
    private final RowWriter writer;
    private final short[][] rings;
    private final int[] strides;
    /** Output rows held back until the rows below them are there. */
    private final int delay;

    private final int bands;
    private final short[][] lines;
    private final short[][] sources;
    private final int[] offsets;

    PictureRows(FrameHeader frame, RowWriter writer) {
        this.frame = frame;
        this.writer = writer;
        FrameComponent[] components = frame.components();
        boolean needsBelow = false;
        for (FrameComponent component : components) {
            needsBelow |= isTriangleBothWays(component);
        }
        this.delay = needsBelow ? frame.maxVertical() : 0;
        this.bands = needsBelow ? 2 : 1;
        this.rings = new short[components.length][];
        this.strides = new int[components.length];
        this.lines = new short[components.length][];
        this.sources = new short[components.length][];
        this.offsets = new int[components.length];
        for (int c = 0; c < components.length; c++) {
            strides[c] = frame.mcuColumns() * components[c].horizontal * 8;
            rings[c] = new short[strides[c] * components[c].vertical * 8 * bands];
            lines[c] = new short[components[c].horizontal == frame.maxHorizontal() ? 0 : frame.columns() + 8];
        }
    }

    short[] samples(int component) {
        return rings[component];
    }

    int stride(int component) {
        return strides[component];
    }

    /** Where in {@link #samples} a block begins, counted over the whole component. */
    int blockOffset(int component, int blockRow, int blockColumn) {
        int rows = frame.components()[component].vertical * bands;
        return blockRow % rows * 8 * strides[component] + blockColumn * 8;
    }

    /** Writes the rows that are complete now that this row of minimum coded units is. */
    void finish(int mcuRow) {
        int height = 8 * frame.maxVertical();
        int from = mcuRow == 0 ? 0 : mcuRow * height - delay;
        int to = mcuRow + 1 == frame.mcuRows() ? frame.lines() : (mcuRow + 1) * height - delay;
        for (int row = from; row < to; row++) {
            for (int c = 0; c < rings.length; c++) {
                locate(c, row);
            }
            writer.write(row, sources, offsets);
        }
    }

    /** Finds or makes the full-size row of one component. */
    private void locate(int c, int row) {
        FrameComponent component = frame.components()[c];
        int sourceRow = row * component.vertical / frame.maxVertical();
        int at = rowOffset(c, sourceRow);
        if (component.horizontal == frame.maxHorizontal()) {
            sources[c] = rings[c];
            offsets[c] = at;
            return;
        }
        sources[c] = lines[c];
        offsets[c] = 0;
        if (isTriangleAcross(component)) {
            Upsampling.across(rings[c], at, component.columns, lines[c]);
        } else if (isTriangleBothWays(component)) {
            boolean upper = (row & 1) == 0;
            int neighbour = Math.clamp(upper ? sourceRow - 1 : sourceRow + 1, 0, component.lines - 1);
            Upsampling.bothWays(rings[c], at, rowOffset(c, neighbour), component.columns, lines[c]);
        } else {
            Upsampling.repeat(rings[c], at, component.horizontal, frame.maxHorizontal(), lines[c], frame.columns());
        }
    }

    private int rowOffset(int c, int row) {
        return row % (frame.components()[c].vertical * 8 * bands) * strides[c];
    }

    private boolean isTriangleAcross(FrameComponent component) {
        return component.horizontal * 2 == frame.maxHorizontal()
                && component.vertical == frame.maxVertical()
                && component.columns > 2;
    }

    private boolean isTriangleBothWays(FrameComponent component) {
        return component.horizontal * 2 == frame.maxHorizontal()
                && component.vertical * 2 == frame.maxVertical()
                && component.columns > 2;
    }
}
