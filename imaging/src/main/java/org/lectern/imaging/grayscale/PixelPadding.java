package org.lectern.imaging.grayscale;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

/**
 * Stored values that are no image: shown as background and kept out of statistics (PS3.3 C.7.5.1.1.2). Both ends
 * belong to the padding.
 */
public record PixelPadding(double lowest, double highest) {
    /** Refuses a range without values. */
    public PixelPadding {
        if (!(lowest <= highest)) {
            throw new IllegalArgumentException("A padding range from %s to %s".formatted(lowest, highest));
        }
    }

    /** Whether a stored value is padding. */
    public boolean contains(double stored) {
        return stored >= lowest && stored <= highest;
    }

    /** Pixel Padding Value and Range Limit, or their float and double forms. */
    static Optional<PixelPadding> read(DataSet dataSet, boolean signed, int bitsStored, List<Finding> findings) {
        return integer(dataSet, signed, bitsStored, findings)
                .or(() -> real(dataSet, Tag.FloatPixelPaddingValue, Tag.FloatPixelPaddingRangeLimit))
                .or(() -> real(dataSet, Tag.DoubleFloatPixelPaddingValue, Tag.DoubleFloatPixelPaddingRangeLimit));
    }

    private static Optional<PixelPadding> integer(
            DataSet dataSet, boolean signed, int bitsStored, List<Finding> findings) {
        if (dataSet.integer(Tag.PixelPaddingValue).isEmpty()) {
            return Optional.empty();
        }
        double value = as(dataSet, Tag.PixelPaddingValue, signed);
        double limit = dataSet.integer(Tag.PixelPaddingRangeLimit).isPresent()
                ? as(dataSet, Tag.PixelPaddingRangeLimit, signed)
                : value;
        double least = signed ? -Math.scalb(1.0, bitsStored - 1) : 0;
        double most = Math.scalb(1.0, signed ? bitsStored - 1 : bitsStored) - 1;
        if (Math.max(value, limit) < least || Math.min(value, limit) > most) {
            findings.add(new Finding("the padding lies outside the stored values", Tag.PixelPaddingValue, -1));
        }
        return Optional.of(new PixelPadding(Math.min(value, limit), Math.max(value, limit)));
    }

    private static Optional<PixelPadding> real(DataSet dataSet, int valueTag, int limitTag) {
        if (dataSet.decimal(valueTag).isEmpty()) {
            return Optional.empty();
        }
        double value = dataSet.decimal(valueTag).getAsDouble();
        double limit = dataSet.decimal(limitTag).orElse(value);
        return Double.isNaN(value) || Double.isNaN(limit)
                ? Optional.empty()
                : Optional.of(new PixelPadding(Math.min(value, limit), Math.max(value, limit)));
    }

    /** The value in the sign of the pixel representation, whatever its VR. */
    private static int as(DataSet dataSet, int tag, boolean signed) {
        int value = dataSet.integer(tag).orElse(0);
        boolean words = dataSet.element(tag)
                .map(e -> e.vr() == VR.US || e.vr() == VR.SS || e.vr() == VR.UN)
                .orElse(false);
        return !words ? value : signed ? (short) value : value & 0xFFFF;
    }
}
