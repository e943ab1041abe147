package org.lectern.rendering.raycast;

import java.util.concurrent.locks.ReentrantLock;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/**
 * How the values of a volume are spread: counts in equal parts from the lowest to the highest finite value, modality
 * units; NaN, padding and infinite values are left out. Large volumes are looked at in every second or third voxel along
 * each axis.
 */
public final class VolumeHistogram {
    private static final int PARTS = 4096;
    private static final long MOST_VOXELS = 1L << 24;

    private final double least;
    private final double most;
    private final long[] counts;
    private final long total;

    private VolumeHistogram(double least, double most, long[] counts) {
        this.least = least;
        this.most = most;
        this.counts = counts;
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        this.total = sum;
    }

    /** Counts the values of a volume. */
    public static VolumeHistogram of(Volume volume, Parallel parallel) {
        int stride = 1;
        while (volume.grid().voxels() / ((long) stride * stride * stride) > MOST_VOXELS) {
            stride++;
        }
        Counting counting = new Counting(volume, stride);
        parallel.forEach(counting.layers(), counting::findRange);
        if (counting.least > counting.most) {
            return new VolumeHistogram(0, 0, new long[PARTS]);
        }
        parallel.forEach(counting.layers(), counting::count);
        return new VolumeHistogram(counting.least, counting.most, counting.counts);
    }

    private static final class Counting {
        private final Volume volume;
        private final int stride;
        private final ReentrantLock lock = new ReentrantLock();
        private final long[] counts = new long[PARTS];
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;

        Counting(Volume volume, int stride) {
            this.volume = volume;
            this.stride = stride;
        }

        int layers() {
            return Math.ceilDiv(volume.grid().slices(), stride);
        }

        void findRange(int layer) {
            Grid grid = volume.grid();
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < grid.rows(); row += stride) {
                for (int column = 0; column < grid.columns(); column += stride) {
                    double value = volume.value(column, row, layer * stride);
                    if (Double.isFinite(value)) {
                        low = Math.min(low, value);
                        high = Math.max(high, value);
                    }
                }
            }
            lock.lock();
            try {
                least = Math.min(least, low);
                most = Math.max(most, high);
            } finally {
                lock.unlock();
            }
        }

        void count(int layer) {
            Grid grid = volume.grid();
            long[] own = new long[PARTS];
            double scale = most > least ? PARTS / (most - least) : 0;
            for (int row = 0; row < grid.rows(); row += stride) {
                for (int column = 0; column < grid.columns(); column += stride) {
                    double value = volume.value(column, row, layer * stride);
                    if (Double.isFinite(value)) {
                        own[Math.min(PARTS - 1, (int) ((value - least) * scale))]++;
                    }
                }
            }
            lock.lock();
            try {
                for (int part = 0; part < PARTS; part++) {
                    counts[part] += own[part];
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** The lowest value; 0 where there is none at all. */
    public double least() {
        return least;
    }

    /** The highest value. */
    public double most() {
        return most;
    }

    /** Number of values counted. */
    public long total() {
        return total;
    }

    /** The value below which a part of all values lies, exact to 1/4096 of the range. */
    public double quantile(double part) {
        double wanted = part * total;
        long below = 0;
        for (int i = 0; i < PARTS; i++) {
            if (counts[i] > 0 && below + counts[i] >= wanted) {
                double within = Math.clamp((wanted - below) / counts[i], 0, 1);
                return least + (i + within) * (most - least) / PARTS;
            }
            below += counts[i];
        }
        return most;
    }

    /** Counts for drawing: in so many equal parts from one value to another. */
    public long[] bars(double from, double to, int bars) {
        if (!(to > from) || bars < 1) {
            throw new IllegalArgumentException(bars + " bars from " + from + " to " + to);
        }
        long[] heights = new long[bars];
        for (int i = 0; i < PARTS; i++) {
            double value = least + (i + 0.5) * (most - least) / PARTS;
            if (value >= from && value < to) {
                heights[(int) Math.min(bars - 1.0, (value - from) / (to - from) * bars)] += counts[i];
            }
        }
        return heights;
    }
}
