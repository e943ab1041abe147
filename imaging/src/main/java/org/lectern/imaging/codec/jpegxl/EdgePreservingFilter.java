package org.lectern.imaging.codec.jpegxl;

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

    private final Plane[] planes;
    private final RestorationFilter filter;
    private final float[] inverseSigma;
    private final int blocksWide;
    private final int width;
    private final int height;
    /** Rows before this step, by channel and row modulo the ring; three samples of border left and right. */
    private final float[][][] rows;

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
            for (int x = 0; x < width; x++) {
                float sigma = inverseSigma[(y >> 3) * blocksWide + (x >> 3)];
                if (sigma > MAX_INVERSE_SIGMA || Float.isNaN(sigma)) {
                    continue;
                }
                boolean border = (x + 1 & 7) < 2 || (y + 1 & 7) < 2;
                float factor = STEP * sigmaScale * sigma * (border ? filter.borderFactor() : 1);
                sample(x, y, neighbours, shape, factor);
            }
        }
    }

    private void sample(int x, int y, int[][] neighbours, int[][] shape, float factor) {
        float total = 1;
        int at = x + REACH;
        float[] sums = new float[planes.length];
        for (int c = 0; c < planes.length; c++) {
            sums[c] = row(c, y)[at];
        }
        for (int[] neighbour : neighbours) {
            float distance = 0;
            for (int c = 0; c < 3; c++) {
                distance +=
                        filter.channelScale()[c] * distance(Math.min(c, planes.length - 1), at, y, neighbour, shape);
            }
            float weight = 1 - distance * factor;
            if (weight > 0) {
                total += weight;
                for (int c = 0; c < planes.length; c++) {
                    sums[c] += weight * row(c, y + neighbour[1])[at + neighbour[0]];
                }
            }
        }
        for (int c = 0; c < planes.length; c++) {
            planes[c].set(x, y, sums[c] / total);
        }
    }

    private float distance(int c, int at, int y, int[] neighbour, int[][] shape) {
        float distance = 0;
        for (int[] point : shape) {
            int x = at + point[0];
            float here = row(c, y + point[1])[x];
            distance += Math.abs(here - row(c, y + point[1] + neighbour[1])[x + neighbour[0]]);
        }
        return distance;
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
