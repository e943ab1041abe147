package org.lectern.rendering.raster;

import java.util.Arrays;

/**
 * Resamples along lines, then across them; the other way round for small pictures, where the sum of several lines needs
 * to be resampled only once. A line is a row of the image, or a column where the picture lies on its side;
 * each is resampled once and kept while neighbouring rows of the picture need it.
 */
final class SeparableRows implements RowSampler {
    private static final int MANY_LINES = 4; // then hardly any is needed for two rows of the picture

    private final Source source;
    private final boolean turned;
    private final Kernel along;
    private final Kernel across;
    private final float[][] line; // by plane, as read
    private final float[][][] kept; // by slot and plane, resampled along
    private final int[] keptLine; // by slot
    private final float[][] row; // by plane

    SeparableRows(Source source, boolean turned, Kernel along, Kernel across, int width) {
        this.source = source;
        this.turned = turned;
        this.along = along;
        this.across = across;
        int planes = source.planes();
        this.line = new float[planes][turned ? source.rows() : source.columns()];
        this.kept = new float[across.taps][planes][width];
        this.keptLine = new int[across.taps];
        Arrays.fill(keptLine, -1);
        this.row = new float[planes][width];
    }

    @Override
    public void sample(int y, int[] argb) {
        if (y < across.begin || y >= across.end) {
            return;
        }
        int first = across.first(y);
        if (across.averages && across.taps >= MANY_LINES) {
            acrossFirst(y, first);
            source.finish(row, along.begin, along.end, argb);
            return;
        }
        for (float[] plane : row) {
            Arrays.fill(plane, 0);
        }
        for (int tap = 0; tap < across.taps; tap++) {
            float weight = across.weight(y, tap);
            if (weight != 0) {
                add(resampled(first + tap), weight);
            }
        }
        source.finish(row, along.begin, along.end, argb);
    }

    private void acrossFirst(int y, int first) {
        for (float[] plane : line) {
            Arrays.fill(plane, 0);
        }
        for (int tap = 0; tap < across.taps; tap++) {
            float weight = across.weight(y, tap);
            if (weight != 0) {
                source.addLine(turned, first + tap, weight, line);
            }
        }
        for (int plane = 0; plane < line.length; plane++) {
            along.apply(line[plane], row[plane]);
        }
    }

    private void add(float[][] planes, float weight) {
        for (int plane = 0; plane < row.length; plane++) {
            accumulate(row[plane], planes[plane], weight, along.begin, along.end);
        }
    }

    private static void accumulate(float[] sum, float[] values, float weight, int begin, int end) {
        for (int i = begin; i < end; i++) {
            sum[i] += values[i] * weight;
        }
    }

    private float[][] resampled(int index) {
        int slot = index % kept.length;
        if (keptLine[slot] != index) {
            source.readLine(turned, index, line);
            for (int plane = 0; plane < line.length; plane++) {
                along.apply(line[plane], kept[slot][plane]);
            }
            keptLine[slot] = index;
        }
        return kept[slot];
    }
}
