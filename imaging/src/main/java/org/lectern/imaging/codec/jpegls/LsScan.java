package org.lectern.imaging.codec.jpegls;

import java.util.Arrays;
import org.lectern.imaging.codec.CodecException;

/**
 * The context model of one scan (T.87 Annex A): lines of samples out of bits.
 *
 * <p>A line has one sample of border on each side: left of the first is the sample above it, right of the last the last
 * one again.
 */
final class LsScan {
    private static final int REGULAR = 365;
    private static final int MOST_K = 24;
    private static final int[] J = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private final LsInput input;
    private final LsParameters parameters;
    private final int near;
    private final int step; // 2 NEAR + 1
    private final int maxval;
    private final int span; // RANGE × step
    private final int errorBits;
    private final int limit;
    private final int reset;
    private final byte[] gradients; // quantised, index offset by maxval

    private final int[] a = new int[REGULAR + 2];
    private final int[] b = new int[REGULAR];
    private final int[] c = new int[REGULAR];
    private final int[] n = new int[REGULAR + 2];
    private final int[] negatives = new int[2]; // Nn of the two run interruption contexts
    private final int[] runIndex;

    LsScan(LsInput input, LsParameters parameters, int components) {
        this.input = input;
        this.parameters = parameters;
        this.near = parameters.near();
        this.step = 2 * near + 1;
        this.maxval = parameters.maxval();
        this.span = parameters.range() * step;
        this.errorBits = parameters.errorBits();
        this.limit = parameters.limit();
        this.reset = parameters.reset();
        this.gradients = new byte[2 * maxval + 1];
        for (int i = -maxval; i <= maxval; i++) {
            gradients[i + maxval] = (byte) quantise(i);
        }
        this.runIndex = new int[components];
        restart();
    }

    /** The state at the start of a scan and of each restart interval (section A.2.1). */
    void restart() {
        Arrays.fill(a, Math.max(2, (parameters.range() + 32) / 64));
        Arrays.fill(b, 0);
        Arrays.fill(c, 0);
        Arrays.fill(n, 1);
        Arrays.fill(negatives, 0);
        Arrays.fill(runIndex, 0);
        input.startBits();
    }

    private int quantise(int difference) {
        int size = Math.abs(difference);
        int level = size <= near
                ? 0
                : size < parameters.t1() ? 1 : size < parameters.t2() ? 2 : size < parameters.t3() ? 3 : 4;
        return difference < 0 ? -level : level;
    }

    /** Decodes a line of one component. */
    void line(int[] above, int[] line, int component) throws CodecException {
        int columns = line.length - 2;
        above[columns + 1] = above[columns];
        line[0] = above[1];
        int left = line[0];
        int aboveLeft = above[0];
        int aboveHere = above[1];
        for (int x = 1; x <= columns; ) {
            int aboveRight = above[x + 1];
            int context = gradients[aboveRight - aboveHere + maxval] * 81
                    + gradients[aboveHere - aboveLeft + maxval] * 9
                    + gradients[aboveLeft - left + maxval];
            if (context != 0) {
                left = regular(context, left, aboveHere, aboveLeft);
                line[x++] = left;
                aboveLeft = aboveHere;
                aboveHere = aboveRight;
                continue;
            }
            int run = run(columns + 1 - x, component);
            Arrays.fill(line, x, x + run, left);
            x += run;
            if (x <= columns) {
                line[x] = interruption(left, above[x], component);
                runIndex[component] = Math.max(0, runIndex[component] - 1);
                left = line[x];
                aboveLeft = above[x];
                aboveHere = above[x + 1];
                x++;
            }
        }
        input.checkNotPastEnd();
    }

    /** Decodes a line of each component, sample-interleaved: a run is one of all components (section B.3). */
    void pixels(int[][] above, int[][] lines) throws CodecException {
        int columns = lines[0].length - 2;
        for (int i = 0; i < lines.length; i++) {
            above[i][columns + 1] = above[i][columns];
            lines[i][0] = above[i][1];
        }
        int[] contexts = new int[lines.length];
        for (int x = 1; x <= columns; x++) {
            int any = 0;
            for (int i = 0; i < contexts.length; i++) {
                contexts[i] = context(above[i], lines[i], x);
                any |= contexts[i];
            }
            if (any != 0) {
                for (int i = 0; i < contexts.length; i++) {
                    lines[i][x] = regular(contexts[i], lines[i][x - 1], above[i][x], above[i][x - 1]);
                }
                continue;
            }
            int run = run(columns + 1 - x, 0);
            for (int[] line : lines) {
                Arrays.fill(line, x, x + run, line[x - 1]);
            }
            x += run;
            if (x <= columns) {
                for (int i = 0; i < lines.length; i++) {
                    lines[i][x] = interruption(lines[i][x - 1], above[i][x], 0, 0);
                }
                runIndex[0] = Math.max(0, runIndex[0] - 1);
            }
        }
        input.checkNotPastEnd();
    }

    private int context(int[] above, int[] line, int x) {
        return gradients[above[x + 1] - above[x] + maxval] * 81
                + gradients[above[x] - above[x - 1] + maxval] * 9
                + gradients[above[x - 1] - line[x - 1] + maxval];
    }

    /** Regular mode, sections A.4 to A.6; zero contexts occur in sample-interleaved scans only. */
    private int regular(int signedContext, int left, int above, int aboveLeft) throws CodecException {
        int sign = signedContext >> 31 | 1;
        int q = signedContext * sign;
        int count = n[q];
        int k = k(a[q], count);
        int prediction = predict(left, above, aboveLeft) + sign * c[q];
        prediction = Math.max(0, Math.min(maxval, prediction));
        int mapped = input.golomb(k, limit - errorBits - 1, errorBits);
        int error = mapped >>> 1 ^ -(mapped & 1);
        if (near == 0 && k == 0 && 2 * b[q] <= -count) {
            error = ~error;
        }
        if (Math.abs(error) > 65535) {
            throw input.error("A prediction error is larger than any sample");
        }
        update(q, error, count);
        return reconstruct(prediction, sign * error);
    }

    private static int predict(int left, int above, int aboveLeft) {
        int least = Math.min(left, above);
        int most = Math.max(left, above);
        return aboveLeft >= most ? least : aboveLeft <= least ? most : left + above - aboveLeft;
    }

    private void update(int q, int error, int count) {
        int sum = a[q] + Math.abs(error);
        int bias = b[q] + error * step;
        int number = count;
        if (number == reset) {
            sum >>= 1;
            bias >>= 1;
            number >>= 1;
        }
        number++;
        if (bias + number <= 0) {
            bias = Math.max(bias + number, 1 - number);
            c[q] = Math.max(-128, c[q] - 1);
        } else if (bias > 0) {
            bias = Math.min(bias - number, 0);
            c[q] = Math.min(127, c[q] + 1);
        }
        a[q] = sum;
        b[q] = bias;
        n[q] = number;
    }

    private int reconstruct(int prediction, int error) {
        int sample = prediction + error * step;
        if (sample < -near) {
            sample += span;
        } else if (sample > maxval + near) {
            sample -= span;
        }
        return Math.max(0, Math.min(maxval, sample));
    }

    private int k(int sum, int count) throws CodecException {
        int k = Math.max(0, Integer.numberOfLeadingZeros(count) - Integer.numberOfLeadingZeros(sum));
        k += count << k < sum ? 1 : 0;
        if (k > MOST_K) {
            throw input.error("The statistics of a context run away");
        }
        return k;
    }

    /** Length of a run of at most {@code left} samples, section A.7.1. */
    private int run(int left, int component) throws CodecException {
        int run = 0;
        while (input.bit() == 1) {
            int whole = 1 << J[runIndex[component]];
            int part = Math.min(whole, left - run);
            run += part;
            if (part == whole && runIndex[component] < 31) {
                runIndex[component]++;
            }
            if (run == left) {
                return run;
            }
        }
        run += input.bits(J[runIndex[component]]);
        if (run > left) {
            throw input.error("A run is longer than its line");
        }
        return run;
    }

    private int interruption(int left, int above, int component) throws CodecException {
        return interruption(left, above, component, Math.abs(left - above) <= near ? 1 : 0);
    }

    /** The sample that ends a run, section A.7.2. */
    private int interruption(int left, int above, int component, int type) throws CodecException {
        int q = REGULAR + type;
        int count = n[q];
        int k = k(type == 0 ? a[q] : a[q] + (count >> 1), count);
        int mapped = input.golomb(k, limit - J[runIndex[component]] - 2 - errorBits, errorBits);
        int sum = mapped + type;
        int odd = sum & 1;
        int size = sum + odd >> 1;
        boolean negative = size > 0 && (k != 0 || 2 * negatives[type] >= count) == (odd == 1);
        if (size > 65535) {
            throw input.error("A prediction error is larger than any sample");
        }
        if (negative) {
            negatives[type]++;
        }
        a[q] += mapped + 1 - type >> 1;
        if (count == reset) {
            a[q] >>= 1;
            n[q] >>= 1;
            negatives[type] >>= 1;
        }
        n[q]++;
        int error = negative ? -size : size;
        return type == 1 ? reconstruct(left, error) : reconstruct(above, left > above ? -error : error);
    }
}
