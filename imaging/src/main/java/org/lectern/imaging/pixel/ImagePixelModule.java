package org.lectern.imaging.pixel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/**
 * Reads the Image Pixel Module (PS3.3 C.7.6.3) out of a data set.
 *
 * <p>What no decoder could work without is an error that names the attribute; what can be inferred with certainty from
 * the other attributes is a finding.
 */
final class ImagePixelModule {
    private static final String ASK = "; ask the sender for an intact copy of the object";

    private final DataSet dataSet;
    private final List<Finding> findings = new ArrayList<>();

    ImagePixelModule(DataSet dataSet) {
        this.dataSet = dataSet;
    }

    List<Finding> findings() {
        return findings;
    }

    SampleFormat format() {
        if (dataSet.contains(Tag.PixelData)) {
            return SampleFormat.INTEGER;
        }
        if (dataSet.contains(Tag.FloatPixelData)) {
            return SampleFormat.FLOAT;
        }
        return dataSet.contains(Tag.DoubleFloatPixelData) ? SampleFormat.DOUBLE : SampleFormat.INTEGER;
    }

    /** Bits Allocated as declared; 12 for the packed form that a layout widens to 16. */
    int bitsAllocated() throws PixelDataException {
        return switch (format()) {
            case FLOAT -> 32;
            case DOUBLE -> 64;
            case INTEGER -> required(Tag.BitsAllocated);
        };
    }

    PixelLayout layout() throws PixelDataException {
        int rows = required(Tag.Rows);
        int columns = required(Tag.Columns);
        int samples = samplesPerPixel();
        int allocated = checkedAllocated();
        int stored = format() == SampleFormat.INTEGER ? bitsStored(allocated) : allocated;
        int highBit = format() == SampleFormat.INTEGER ? highBit(allocated, stored) : allocated - 1;
        boolean signed = format() != SampleFormat.INTEGER || optional(Tag.PixelRepresentation, 0) == 1;
        boolean planar = samples > 1 && optional(Tag.PlanarConfiguration, 0) == 1;
        checkRange(Tag.Rows, rows, 65535);
        checkRange(Tag.Columns, columns, 65535);
        checkRange(Tag.SamplesPerPixel, samples, 4);
        long bits = (long) rows * columns * samples * widened(allocated);
        if ((bits + 7) / 8 >= PixelLayout.MAX_FRAME_BYTES) {
            throw new PixelDataException(
                    Tag.Rows,
                    "and Columns declare a frame of %d × %d × %d samples of %d bits, larger than the 2 GiB that are read"
                            .formatted(columns, rows, samples, allocated));
        }
        return new PixelLayout(
                rows, columns, samples, widened(allocated), stored, highBit, signed, photometric(samples), planar);
    }

    /** Number of Frames, 1 where it is absent or senseless. */
    int declaredFrames() {
        OptionalDouble declared = dataSet.decimal(Tag.NumberOfFrames);
        if (declared.isEmpty()) {
            return 1;
        }
        double frames = declared.getAsDouble();
        if (!(frames >= 1)) {
            note(Tag.NumberOfFrames, "is not a positive number; one frame is assumed");
            return 1;
        }
        return (int) Math.min(frames, Integer.MAX_VALUE);
    }

    private int checkedAllocated() throws PixelDataException {
        int allocated = bitsAllocated();
        if (allocated != 1 && allocated != 12 && (allocated < 8 || allocated > 64 || allocated % 8 != 0)) {
            throw new PixelDataException(
                    Tag.BitsAllocated,
                    "has the impossible value %d; it is 1 or a multiple of 8 up to 64".formatted(allocated) + ASK);
        }
        return allocated;
    }

    private static int widened(int allocated) {
        return allocated == 12 ? 16 : allocated;
    }

    private int samplesPerPixel() throws PixelDataException {
        if (dataSet.decimal(Tag.SamplesPerPixel).isPresent()) {
            return required(Tag.SamplesPerPixel);
        }
        Optional<PhotometricInterpretation> term = term();
        int samples = term.isEmpty() ? 1 : term.get().samples();
        note(Tag.SamplesPerPixel, "is missing; %d taken from the photometric interpretation".formatted(samples));
        return samples;
    }

    private int bitsStored(int allocated) throws PixelDataException {
        if (dataSet.decimal(Tag.BitsStored).isEmpty()) {
            note(Tag.BitsStored, "is missing; all allocated bits are taken as stored");
            return allocated;
        }
        int stored = required(Tag.BitsStored);
        if (stored > 0 && stored <= allocated) {
            return stored;
        }
        note(
                Tag.BitsStored,
                "has the impossible value %d; all %d allocated bits are taken".formatted(stored, allocated));
        return allocated;
    }

    private int highBit(int allocated, int stored) throws PixelDataException {
        if (dataSet.decimal(Tag.HighBit).isEmpty()) {
            note(Tag.HighBit, "is missing; Bits Stored less one is taken");
            return stored - 1;
        }
        int highBit = required(Tag.HighBit);
        if (highBit >= stored - 1 && highBit < allocated) {
            return highBit;
        }
        note(Tag.HighBit, "has the impossible value %d; Bits Stored less one is taken".formatted(highBit));
        return stored - 1;
    }

    private PhotometricInterpretation photometric(int samples) {
        Optional<PhotometricInterpretation> term = term();
        if (term.isPresent()) {
            return term.get();
        }
        PhotometricInterpretation assumed =
                samples == 1 ? PhotometricInterpretation.MONOCHROME2 : PhotometricInterpretation.RGB;
        note(
                Tag.PhotometricInterpretation,
                "is missing or not a defined term; %s is assumed".formatted(assumed.definedTerm()));
        return assumed;
    }

    private Optional<PhotometricInterpretation> term() {
        return dataSet.text(Tag.PhotometricInterpretation)
                .flatMap(text -> PhotometricInterpretation.of(text.toUpperCase(Locale.ROOT)));
    }

    private int required(int tag) throws PixelDataException {
        OptionalDouble value = dataSet.decimal(tag);
        if (value.isEmpty()) {
            throw new PixelDataException(
                    tag,
                    dataSet.contains(tag) ? "holds no number" + ASK : "is missing; this object has no readable image");
        }
        return (int) Math.clamp(value.getAsDouble(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private int optional(int tag, int otherwise) {
        return (int) Math.clamp(dataSet.decimal(tag).orElse(otherwise), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static void checkRange(int tag, int value, int most) throws PixelDataException {
        if (value < 1 || value > most) {
            throw new PixelDataException(
                    tag, "has the impossible value %d; it is from 1 to %d".formatted(value, most) + ASK);
        }
    }

    private void note(int tag, String what) {
        findings.add(new Finding(what, tag, -1));
    }
}
