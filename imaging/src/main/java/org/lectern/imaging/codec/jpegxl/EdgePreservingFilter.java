package org.lectern.imaging.codec.jpegxl;

import java.util.Arrays;

/**
 * Edge-preserving filter (ISO/IEC 18181-1 Annex J.4): each sample becomes a mean of those nearby, weighted by how alike
 * their surroundings are.
 */
final class EdgePreservingFilter {
    private static final float STEP = (float) (1.65 * 4 * (1 - Math.sqrt(0.5)));
    private static final float MAX_INVERSE_SIGMA = 1 / 0.3f;
    private static final int[][] NEAR = {{0, -1}, {-1, 0}, {1, 0}, {0, 1}};
    private static final int[][] FAR = {
        {0, -2}, {-1, -1}, {0, -1}, {1, -1}, {-2, 0}, {-1, 0}, {1, 0}, {2, 0}, {-1, 1}, {0, 1}, {1, 1}, {0, 2}
    };
    private static final int[][] ONE = {{0, 0}};
    private static final int[][] PLUS = {{0, 0}, {0, -1}, {-1, 0}, {1, 0}, {0, 1}};
    /** Rows before and after the current one that are looked at. */
    private static final int REACH = 3;

    private static final int RING = 7;
    private static final float UNFILTERED = -1;

    private final Plane[] planes;
    private final RestorationFilter filter;
    private final float[] inverseSigma;
    private final int blocksWide;
    private final int width;
    private final int height;
    /** Rows before this step, by channel and row modulo the ring; three samples of border left and right. */
    private final float[][][] rows;

    private final float[] factors;
    private final float[] distances;
    private final float[] totals;
    private final float[][] sums;

    /**
     * A filter of planes of one size.
     *
     * @param inverseSigma by block of 8 × 8
     */
    EdgePreservingFilter(Plane[] planes, RestorationFilter filter, float[] inverseSigma, int blocksWide) {
        this.planes = planes;
        this.filter = filter;
        this.inverseSigma = inverseSigma;
        this.blocksWide = blocksWide;
        this.width = planes[0].width();
        this.height = planes[0].height();
        this.factors = new float[width];
        this.distances = new float[width];
        this.totals = new float[width];
        this.sums = new float[planes.length][width];
        this.rows = new float[planes.length][RING][width + 2 * REACH];
    }

    void apply() {
        if (filter.iterations() == 3) {
            step(FAR, PLUS, filter.firstSigma());
        }
        step(NEAR, PLUS, 1);
        if (filter.iterations() >= 2) {
            step(NEAR, ONE, filter.lastSigma());
        }
    }

    private void step(int[][] neighbours, int[][] shape, float sigmaScale) {
        for (int y = -REACH; y < REACH; y++) {
            load(y);
        }
        for (int y = 0; y < height; y++) {
            load(y + REACH);
            if (setFactors(y, STEP * sigmaScale)) {
                start(y);
                for (int[] neighbour : neighbours) {
                    measure(y, neighbour, shape);
                    add(y, neighbour);
                }
                finish(y);
            }
        }
    }

    /** How much a difference takes from a weight, by column; answers whether there is anything to filter in the row. */
    private boolean setFactors(int y, float scale) {
        boolean any = false;
        boolean borderRow = (y + 1 & 7) < 2;
        for (int x = 0; x < width; x++) {
            float sigma = inverseSigma[(y >> 3) * blocksWide + (x >> 3)];
            boolean filtered = sigma <= MAX_INVERSE_SIGMA;
            boolean border = borderRow || (x + 1 & 7) < 2;
            factors[x] = filtered ? scale * sigma * (border ? filter.borderFactor() : 1) : UNFILTERED;
            any |= filtered;
        }
        return any;
    }

    private void start(int y) {
        Arrays.fill(totals, 1);
        for (int c = 0; c < planes.length; c++) {
            System.arraycopy(row(c, y), REACH, sums[c], 0, width);
        }
    }

    /** Differences between the surroundings of each sample and those of its neighbour. */
    private void measure(int y, int[] neighbour, int[][] shape) {
        Arrays.fill(distances, 0);
        for (int channel = 0; channel < 3; channel++) {
            int c = Math.min(channel, planes.length - 1);
            float scale = filter.channelScale()[channel];
            for (int[] point : shape) {
                float[] here = row(c, y + point[1]);
                float[] there = row(c, y + point[1] + neighbour[1]);
                int from = REACH + point[0];
                int to = from + neighbour[0];
                for (int x = 0; x < width; x++) {
                    distances[x] += scale * Math.abs(here[from + x] - there[to + x]);
                }
            }
        }
    }

    private void add(int y, int[] neighbour) {
        for (int x = 0; x < width; x++) {
            distances[x] = Math.max(0, 1 - distances[x] * factors[x]);
            totals[x] += distances[x];
        }
        int from = REACH + neighbour[0];
        for (int c = 0; c < planes.length; c++) {
            float[] row = row(c, y + neighbour[1]);
            float[] sum = sums[c];
            for (int x = 0; x < width; x++) {
                sum[x] += distances[x] * row[from + x];
            }
        }
    }

    private void finish(int y) {
        for (int c = 0; c < planes.length; c++) {
            float[] data = planes[c].data();
            int at = y * planes[c].stride();
            for (int x = 0; x < width; x++) {
                if (factors[x] != UNFILTERED) {
                    data[at + x] = sums[c][x] / totals[x];
                }
            }
        }
    }

    private float[] row(int c, int y) {
        return rows[c][(y + RING) % RING];
    }

    private void load(int y) {
        int from = Plane.mirror(y, height);
        for (int c = 0; c < planes.length; c++) {
            float[] row = row(c, y);
            if (y < height) {
                for (int x = -REACH; x < width + REACH; x++) {
                    row[x + REACH] = planes[c].get(Plane.mirror(x, width), from);
                }
            } else {
                System.arraycopy(row(c, from), 0, row, 0, row.length);
            }
        }
    }
}
