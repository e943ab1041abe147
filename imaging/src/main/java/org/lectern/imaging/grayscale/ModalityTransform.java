package org.lectern.imaging.grayscale;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/** Stored values to values of the modality, such as Hounsfield units (PS3.3 C.11.1). */
public sealed interface ModalityTransform {
    /** Stored values as they are. */
    static ModalityTransform identity() {
        return new Rescale(1, 0, "");
    }

    /** The modality value of a stored value. */
    double apply(double stored);

    /** The unit as the data set names it, such as {@code HU}; empty where it names none. */
    String unit();

    /** Whether it changes nothing. */
    default boolean isIdentity() {
        return this instanceof Rescale rescale && rescale.slope == 1 && rescale.intercept == 0;
    }

    /** Rescale Slope and Intercept. */
    record Rescale(double slope, double intercept, String unit) implements ModalityTransform {
        /** Refuses a slope that would make all values one. */
        public Rescale {
            if (!(slope != 0) || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
                throw new IllegalArgumentException(
                        "A rescale of slope %s and intercept %s".formatted(slope, intercept));
            }
        }

        @Override
        public double apply(double stored) {
            return stored * slope + intercept;
        }
    }

    /** An item of the Modality LUT Sequence. */
    record Table(LookupTable table, String unit) implements ModalityTransform {
        @Override
        public double apply(double stored) {
            return table.at(stored);
        }
    }

    /** The transformation that a data set or functional group item holds: the table where there are both. */
    static Optional<ModalityTransform> read(DataSet dataSet, boolean signedInput, List<Finding> findings) {
        Optional<ModalityTransform> table = dataSet.item(Tag.ModalityLUTSequence)
                .flatMap(item -> LookupTable.read(item, Tag.LUTDescriptor, Tag.LUTData, signedInput, findings)
                        .map(lut -> new Table(
                                lut, unit(item.text(Tag.ModalityLUTType).orElse("")))));
        return table.or(() -> readRescale(dataSet, findings));
    }

    private static Optional<ModalityTransform> readRescale(DataSet dataSet, List<Finding> findings) {
        if (dataSet.decimal(Tag.RescaleSlope).isEmpty()
                && dataSet.decimal(Tag.RescaleIntercept).isEmpty()) {
            return Optional.empty();
        }
        double slope = dataSet.decimal(Tag.RescaleSlope).orElse(1);
        double intercept = dataSet.decimal(Tag.RescaleIntercept).orElse(0);
        String unit = unit(dataSet.text(Tag.RescaleType).orElse(""));
        if (slope == 0 || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
            findings.add(new Finding("the rescale is senseless and was ignored", Tag.RescaleSlope, -1));
            return Optional.of(new Rescale(1, 0, ""));
        }
        return Optional.of(new Rescale(slope, intercept, unit));
    }

    /** US is the defined term for unspecified. */
    private static String unit(String type) {
        return "US".equals(type) ? "" : type;
    }
}
