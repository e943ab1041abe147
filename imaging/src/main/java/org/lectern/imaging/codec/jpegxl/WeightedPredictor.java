package org.lectern.imaging.codec.jpegxl;

import java.util.Arrays;
import org.lectern.imaging.codec.CodecException;

/** The self-correcting predictor (ISO/IEC 18181-1 Annex H.5): four predictions, weighted by how they did nearby. */
final class WeightedPredictor {
    private static final int[] RECIPROCAL = new int[64];

    static {
        for (int i = 0; i < 64; i++) {
            RECIPROCAL[i] = (1 << 24) / (i + 1);
        }
    }

    /** The parameters of the four predictions and the largest weights. */
    record Parameters(int[] prediction, int[] weight) {
        static Parameters read(BitReader in) throws CodecException {
            Parameters parameters = new Parameters(new int[] {16, 10, 7, 7, 7, 0, 0}, new int[] {13, 12, 12, 12});
            if (!in.bool()) {
                for (int i = 0; i < 7; i++) {
                    parameters.prediction[i] = in.bits(5);
                }
                for (int i = 0; i < 4; i++) {
                    parameters.weight[i] = in.bits(4);
                }
            }
            return parameters;
        }
    }

    private final int[] parameter;
    private final int[] largest;
    private final int width;
    /** Errors of the four predictions in this row and the one above, two rows each; one sample of room at the end. */
    private final int[][] errors;

    private final int[] trueErrors;
    private final long[] predictions = new long[4];
    private final int[] weights = new int[4];
    private int row;
    private int above;
    private long predicted;
    private int largestError;

    WeightedPredictor(Parameters parameters, int width) {
        this.parameter = parameters.prediction();
        this.largest = parameters.weight();
        this.width = width;
        this.errors = new int[4][2 * (width + 2)];
        this.trueErrors = new int[2 * (width + 2)];
        this.above = width + 2;
    }

    /** Turns to the next row; not before the first. */
    void nextRow() {
        int finished = row;
        row = above;
        above = finished;
    }

    /** The true error of greatest size nearby: property 15. */
    int largestError() {
        return largestError;
    }

    /** Predicts the sample at this column from its neighbours. */
    int predict(int x, Predictor near) {
        int n = above + x;
        int ne = x + 1 < width ? n + 1 : n;
        int nw = x > 0 ? n - 1 : n;
        int errorWest = x == 0 ? 0 : trueErrors[row + x - 1];
        int errorNorth = trueErrors[n];
        int errorNorthWest = trueErrors[nw];
        int errorNorthEast = trueErrors[ne];
        largestError = larger(larger(larger(errorWest, errorNorth), errorNorthWest), errorNorthEast);
        long west = (long) near.west << 3;
        long north = (long) near.north << 3;
        long northEast = (long) near.northEast << 3;
        long northWest = (long) near.northWest << 3;
        long northNorth = (long) near.northNorth << 3;
        long both = (long) errorNorth + errorWest;
        predictions[0] = west + northEast - north;
        predictions[1] = north - ((both + errorNorthEast) * parameter[0] >> 5);
        predictions[2] = west - ((both + errorNorthWest) * parameter[1] >> 5);
        predictions[3] = north
                - ((long) errorNorthWest * parameter[2]
                                + (long) errorNorth * parameter[3]
                                + (long) errorNorthEast * parameter[4]
                                + (northNorth - north) * parameter[5]
                                + (northWest - west) * parameter[6]
                        >> 5);
        predicted = weighted(n, ne, nw);
        if (((errorNorth ^ errorWest) | (errorNorth ^ errorNorthWest)) <= 0) {
            long least = Math.min(west, Math.min(north, northEast));
            long most = Math.max(west, Math.max(north, northEast));
            predicted = Math.max(least, Math.min(most, predicted));
        }
        return (int) (predicted + 3 >> 3);
    }

    private static int larger(int a, int b) {
        return Math.abs(b) > Math.abs(a) ? b : a;
    }

    private long weighted(int n, int ne, int nw) {
        int total = 0;
        for (int i = 0; i < 4; i++) {
            int[] error = errors[i];
            weights[i] = weight(error[n] + error[ne] + error[nw], largest[i]);
            total += weights[i];
        }
        int shift = 27 - Integer.numberOfLeadingZeros(total);
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            weights[i] >>>= shift;
            sum += weights[i];
        }
        long result = (sum >> 1) - 1;
        for (int i = 0; i < 4; i++) {
            result += predictions[i] * weights[i];
        }
        return result * RECIPROCAL[sum - 1] >> 24;
    }

    private static int weight(int error, int most) {
        long above = (error & 0xFFFFFFFFL) + 1;
        int shift = Math.max(0, 58 - Long.numberOfLeadingZeros(above));
        int index = (int) (above - 1 >>> shift);
        return 4 + (most * RECIPROCAL[index] >>> shift);
    }

    /** Learns the sample that was predicted last. */
    void learn(int x, int value) {
        long scaled = (long) value << 3;
        for (int i = 0; i < 4; i++) {
            int error = (int) (Math.abs(predictions[i] - scaled) + 3 >> 3);
            errors[i][row + x] = error;
            errors[i][above + x + 1] += error;
        }
        trueErrors[row + x] = (int) (predicted - scaled);
    }

    /** Forgets everything, for another channel of the same width. */
    void reset() {
        for (int[] error : errors) {
            Arrays.fill(error, 0);
        }
        Arrays.fill(trueErrors, 0);
    }
}
