package org.lectern.imaging.report;

import java.util.Arrays;
import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * A pointer at another object (PS3.3 section 10.8).
 *
 * @param frames numbers of the frames meant, from 1; empty for all
 */
public record ObjectReference(String sopClassUid, String sopInstanceUid, List<Integer> frames) {
    /** Copies the list. */
    public ObjectReference {
        frames = List.copyOf(frames);
    }

    static ObjectReference of(DataSet item) {
        return new ObjectReference(
                item.text(Tag.ReferencedSOPClassUID).orElse(""),
                item.text(Tag.ReferencedSOPInstanceUID).orElse(""),
                Arrays.stream(item.integers(Tag.ReferencedFrameNumber)).boxed().toList());
    }
}
