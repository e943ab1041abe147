package org.lectern.imaging.part10;

import java.io.IOException;
import org.lectern.imaging.dictionary.Dictionary;

/** A stream that is not DICOM, or too damaged to be of use: what, at which element, at which byte. */
public final class DicomFormatException extends IOException {
    /** What kind of refusal it is. */
    public enum Problem {
        /** Neither a DICOM file nor a data set. */
        NOT_DICOM,
        /** Sequences nested deeper than the reader follows. */
        NESTED_TOO_DEEP,
        /** A deflated data set that inflates beyond the ceilings. */
        INFLATES_TOO_LARGE,
        /** Damaged beyond use. */
        DAMAGED
    }

    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final int tag;
    private final long offset;

    /**
     * A failure at a place.
     *
     * @param tag the element being read, 0 where there is none
     * @param offset bytes from the start of the file
     */
    public DicomFormatException(String what, int tag, long offset) {
        this(Problem.DAMAGED, what, tag, offset);
    }

    /** A failure of a known kind at a place. */
    public DicomFormatException(Problem problem, String what, int tag, long offset) {
        super(
                tag == 0
                        ? "%s (byte %d)".formatted(what, offset)
                        : "%s at %s (byte %d)".formatted(what, Dictionary.display(tag), offset));
        this.problem = problem;
        this.tag = tag;
        this.offset = offset;
    }

    /** What kind of refusal it is. */
    public Problem problem() {
        return problem;
    }

    /** The element being read, or 0. */
    public int tag() {
        return tag;
    }

    /** Bytes from the start of the file. */
    public long offset() {
        return offset;
    }
}
