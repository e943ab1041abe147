package org.lectern.imaging.study;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;

/**
 * One object of a series: where it lies and what its header says.
 *
 * @param file the file that holds it
 * @param transferSyntaxUid how the file is encoded; empty when not known
 * @param header what ordering, labelling and hanging need: the data set without private groups and without values larger
 *     than {@value #MAX_VALUE_BYTES} bytes
 */
public record Instance(Path file, String transferSyntaxUid, DataSet header) {
    private static final int MAX_VALUE_BYTES = 4096;
    private static final int MAX_DEPTH = 8;

    /** The instance in a file whose header, at least, was read. */
    public static Instance of(DicomFile file) {
        DataSet.Builder header = slim(file.dataSet(), 0).toBuilder();
        if (!file.dataSet().contains(Tag.DiffusionBValue)) {
            VendorDiffusion.bValue(file.dataSet()).ifPresent(b -> header.number(Tag.DiffusionBValue, b));
        }
        return new Instance(file.path(), file.syntax().uid(), header.build());
    }

    /** SOP Class UID, empty when missing. */
    public String sopClassUid() {
        return header.text(Tag.SOPClassUID).orElse("");
    }

    /** SOP Instance UID, empty when missing. */
    public String sopInstanceUid() {
        return header.text(Tag.SOPInstanceUID).orElse("");
    }

    /** Instance Number, or the largest integer when missing, so that such instances come last. */
    public int instanceNumber() {
        return header.integer(Tag.InstanceNumber).orElse(Integer.MAX_VALUE);
    }

    /** Whether it has frames of pixels. */
    public boolean isImage() {
        return header.integer(Tag.Rows).orElse(0) > 0
                && header.integer(Tag.Columns).orElse(0) > 0;
    }

    /** Number of frames: at least 1 for an image, 0 for anything else. */
    public int frameCount() {
        return isImage() ? Math.max(1, header.integer(Tag.NumberOfFrames).orElse(1)) : 0;
    }

    private static DataSet slim(DataSet dataSet, int depth) {
        DataSet.Builder builder = DataSet.builder(dataSet.characters());
        for (Element element : dataSet) {
            boolean isPrivate = (element.tag() >>> 16 & 1) != 0;
            switch (element) {
                case Element.Value value
                when !isPrivate && value.bytes().length <= MAX_VALUE_BYTES -> builder.put(value);
                case Element.Sequence sequence
                when !isPrivate && depth < MAX_DEPTH ->
                    builder.put(new Element.Sequence(
                            sequence.tag(),
                            sequence.items().stream()
                                    .map(item -> slim(item, depth + 1))
                                    .toList()));
                default -> {}
            }
        }
        return builder.build();
    }

    /** The b-value where classic MR objects keep it; published in the vendors' conformance statements. */
    private static final class VendorDiffusion {
        private static final int SIEMENS_B_VALUE = 0x0019100C;
        private static final int GE_B_VALUE = 0x00431039;
        private static final int PHILIPS_B_VALUE = 0x20011003;
        private static final int GE_OFFSET = 1_000_000_000;

        static OptionalDouble bValue(DataSet header) {
            if (isFrom(header, 0x00190010, "SIEMENS")) {
                return plausible(header.decimal(SIEMENS_B_VALUE));
            }
            if (isFrom(header, 0x20010010, "PHILIPS")) {
                return plausible(header.decimal(PHILIPS_B_VALUE));
            }
            if (isFrom(header, 0x00430010, "GEMS")) {
                OptionalDouble value = header.decimal(GE_B_VALUE);
                return value.isPresent() && value.getAsDouble() >= GE_OFFSET
                        ? plausible(OptionalDouble.of(value.getAsDouble() - GE_OFFSET))
                        : plausible(value);
            }
            return OptionalDouble.empty();
        }

        private static boolean isFrom(DataSet header, int creator, String vendor) {
            return header.text(creator).orElse("").toUpperCase(Locale.ROOT).startsWith(vendor);
        }

        private static OptionalDouble plausible(OptionalDouble value) {
            return value.isPresent() && value.getAsDouble() >= 0 && value.getAsDouble() < 100_000
                    ? value
                    : OptionalDouble.empty();
        }
    }
}
