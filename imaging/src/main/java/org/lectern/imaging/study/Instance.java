package org.lectern.imaging.study;

import java.nio.file.Path;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;

/**
 * One object of a series: where it lies and what its header says.
 *
 * @param file the file that holds it
 * @param header what ordering, labelling and hanging need: the data set without private groups and without values larger
 *     than {@value #MAX_VALUE_BYTES} bytes
 */
public record Instance(Path file, DataSet header) {
    private static final int MAX_VALUE_BYTES = 4096;
    private static final int MAX_DEPTH = 8;

    /** The instance in a file whose header, at least, was read. */
    public static Instance of(DicomFile file) {
        return new Instance(file.path(), slim(file.dataSet(), 0));
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
        DataSet.Builder builder = dataSet.toBuilder();
        for (Element element : dataSet) {
            boolean isPrivate = (element.tag() >>> 16 & 1) != 0;
            switch (element) {
                case Element.Value value when !isPrivate && value.bytes().length <= MAX_VALUE_BYTES -> {}
                case Element.Sequence sequence
                when !isPrivate && depth < MAX_DEPTH ->
                    builder.put(new Element.Sequence(
                            sequence.tag(),
                            sequence.items().stream()
                                    .map(item -> slim(item, depth + 1))
                                    .toList()));
                default -> builder.remove(element.tag());
            }
        }
        return builder.build();
    }
}
