package org.lectern.imaging.presentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/** The images and frames that something applies to; without references all those of the presentation state. */
public record ImageScope(List<Reference> references) {
    /** Copies the list. */
    public ImageScope {
        references = List.copyOf(references);
    }

    /**
     * One image.
     *
     * @param frames counted from 1; none for all
     */
    public record Reference(String sopInstanceUid, List<Integer> frames) {
        /** Copies the list. */
        public Reference {
            frames = List.copyOf(frames);
        }
    }

    /** Whether a frame, counted from 0, is among them. */
    public boolean covers(String sopInstanceUid, int frame) {
        return references.isEmpty()
                || references.stream()
                        .anyMatch(reference -> reference.sopInstanceUid().equals(sopInstanceUid)
                                && (reference.frames().isEmpty()
                                        || reference.frames().contains(frame + 1)));
    }

    /** The Referenced Image Sequence of an item. */
    static ImageScope of(DataSet item) {
        return new ImageScope(references(item));
    }

    /** The Referenced Series Sequence of the presentation state. */
    static ImageScope ofAllSeries(DataSet presentationState) {
        List<Reference> all = new ArrayList<>();
        for (DataSet series : presentationState.items(Tag.ReferencedSeriesSequence)) {
            all.addAll(references(series));
        }
        return new ImageScope(all);
    }

    private static List<Reference> references(DataSet item) {
        return item.items(Tag.ReferencedImageSequence).stream()
                .filter(image -> image.text(Tag.ReferencedSOPInstanceUID).isPresent())
                .map(image -> new Reference(
                        image.text(Tag.ReferencedSOPInstanceUID).orElse(""),
                        Arrays.stream(image.integers(Tag.ReferencedFrameNumber))
                                .boxed()
                                .toList()))
                .toList();
    }
}
