package org.lectern.imaging.grayscale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/** Modality values to a display range of 0 to 1 (PS3.3 C.11.2). */
public sealed interface Voi {
    /** The display value, from 0 to 1, of a modality value. */
    double apply(double modality);

    /** What the data set calls it, for a menu; empty where it gives no explanation. */
    String explanation();

    /** VOI LUT Function (0028,1056). */
    enum Function {
        LINEAR,
        LINEAR_EXACT,
        SIGMOID
    }

    /**
     * Window Center and Width (PS3.3 C.11.2.1.2 and C.11.2.1.3).
     *
     * <p>LINEAR counts whole values: width 1 is a step at centre − 0.5, and centre 2048 with width 4096 maps 0 to
     * the darkest and 4095 to the brightest. LINEAR_EXACT maps centre ± width/2 to the ends.
     */
    record Window(double center, double width, Function function, String explanation) implements Voi {
        private static final double FARTHEST = Double.MAX_VALUE / 4;

        /** Refuses a width that PS3.3 forbids: below 1 for LINEAR, 0 or less for the others. */
        public Window {
            boolean wide = function == Function.LINEAR ? width >= 1 : width > 0;
            if (!wide || !Double.isFinite(center) || !Double.isFinite(width)) {
                throw new IllegalArgumentException(
                        "A window of centre %s and width %s is impossible for %s".formatted(center, width, function));
            }
        }

        /** A LINEAR window of the user's, LINEAR_EXACT where narrower than one value. */
        public static Window of(double center, double width) {
            return new Window(center, width, width >= 1 ? Function.LINEAR : Function.LINEAR_EXACT, "");
        }

        /**
         * The window that maps {@code lowest} to the darkest and {@code highest} to the brightest; ends beyond what a
         * width can express, infinite ones too, are drawn in.
         */
        public static Window spanning(double lowest, double highest, String explanation) {
            double low = Math.clamp(lowest, -FARTHEST, FARTHEST);
            double high = Math.clamp(highest, -FARTHEST, FARTHEST);
            double leastWidth = Math.scalb(Math.ulp(low), 29) + Float.MIN_NORMAL; // a step of a float near there
            double width = Math.max(high - low, leastWidth);
            return new Window(low + (high - low) / 2, width, Function.LINEAR_EXACT, explanation);
        }

        /** The same kind of window elsewhere. */
        public Window at(double newCenter, double newWidth) {
            boolean narrow = function == Function.LINEAR && newWidth < 1;
            return new Window(newCenter, newWidth, narrow ? Function.LINEAR_EXACT : function, "");
        }

        @Override
        public double apply(double x) {
            return switch (function) {
                case LINEAR -> linear(x);
                case LINEAR_EXACT -> Math.clamp((x - center) / width + 0.5, 0, 1);
                case SIGMOID -> 1 / (1 + Math.exp(-4 * (x - center) / width));
            };
        }

        private double linear(double x) {
            double c = center - 0.5;
            double w = width - 1;
            if (!(x > c - w / 2)) {
                return 0;
            }
            return x > c + w / 2 ? 1 : (x - c) / w + 0.5;
        }

        /** The largest modality value that is still darkest; for SIGMOID where it cannot be told from it. */
        public double lower() {
            return switch (function) {
                case LINEAR -> center - 0.5 - (width - 1) / 2;
                case LINEAR_EXACT -> center - width / 2;
                case SIGMOID -> center - 3 * width;
            };
        }

        /** The smallest modality value that is brightest. */
        public double upper() {
            return switch (function) {
                case LINEAR -> center - 0.5 + (width - 1) / 2;
                case LINEAR_EXACT -> center + width / 2;
                case SIGMOID -> center + 3 * width;
            };
        }
    }

    /** An item of the VOI LUT Sequence. */
    record Table(LookupTable table, String explanation) implements Voi {
        @Override
        public double apply(double modality) {
            return (double) table.at(modality) / table.maximum();
        }
    }

    /** Everything that a data set or functional group item offers: windows first, then tables, in their order. */
    static List<Voi> read(DataSet dataSet, boolean signedInput, List<Finding> findings) {
        List<Voi> all = new ArrayList<>(readWindows(dataSet, findings));
        for (DataSet item : dataSet.items(Tag.VOILUTSequence)) {
            String explanation = item.text(Tag.LUTExplanation).orElse("");
            LookupTable.read(item, Tag.LUTDescriptor, Tag.LUTData, signedInput, findings)
                    .ifPresent(table -> all.add(new Table(table, explanation)));
        }
        return List.copyOf(all);
    }

    private static List<Voi> readWindows(DataSet dataSet, List<Finding> findings) {
        double[] centers = dataSet.decimals(Tag.WindowCenter);
        double[] widths = dataSet.decimals(Tag.WindowWidth);
        List<String> explanations = dataSet.texts(Tag.WindowCenterWidthExplanation);
        Function function = function(dataSet, findings);
        if (centers.length != widths.length) {
            findings.add(new Finding(
                    "%d window centres but %d widths".formatted(centers.length, widths.length), Tag.WindowCenter, -1));
        }
        List<Voi> windows = new ArrayList<>();
        for (int i = 0; i < Math.min(centers.length, widths.length); i++) {
            String explanation = i < explanations.size() ? explanations.get(i) : "";
            boolean narrow = function == Function.LINEAR && widths[i] < 1;
            if (!(widths[i] > 0) || !Double.isFinite(widths[i]) || !Double.isFinite(centers[i])) {
                findings.add(new Finding("an impossible window was ignored", Tag.WindowWidth, -1));
            } else if (narrow) {
                findings.add(new Finding("a window narrower than 1 was taken as LINEAR_EXACT", Tag.WindowWidth, -1));
                windows.add(new Window(centers[i], widths[i], Function.LINEAR_EXACT, explanation));
            } else {
                windows.add(new Window(centers[i], widths[i], function, explanation));
            }
        }
        return windows;
    }

    private static Function function(DataSet dataSet, List<Finding> findings) {
        String term = dataSet.text(Tag.VOILUTFunction).orElse("LINEAR").toUpperCase(Locale.ROOT);
        for (Function function : Function.values()) {
            if (function.name().equals(term)) {
                return function;
            }
        }
        findings.add(new Finding("an unknown VOI LUT function was taken as LINEAR", Tag.VOILUTFunction, -1));
        return Function.LINEAR;
    }
}
