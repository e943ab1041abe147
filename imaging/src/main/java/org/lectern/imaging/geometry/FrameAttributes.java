package org.lectern.imaging.geometry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;

/**
 * The attributes of one frame, wherever they stand: in its own functional groups, else in the shared ones, else at the
 * top level (PS3.3 C.7.6.16). For a classic single-frame image that is the data set itself.
 *
 * <p>An attribute is looked for in the first item of each standard macro of a functional group (Plane Position, Pixel
 * Measures, Frame VOI LUT …); private macros are not searched, since vendors keep whole classic headers there.
 */
public final class FrameAttributes {
    private final DataSet image;
    private final DataSet shared;
    private final DataSet own;
    private final int frame;

    private FrameAttributes(DataSet image, int frame) {
        this.image = image;
        this.frame = frame;
        this.shared = image.item(Tag.SharedFunctionalGroupsSequence).orElse(DataSet.empty());
        List<DataSet> perFrame = image.items(Tag.PerFrameFunctionalGroupsSequence);
        this.own = frame < perFrame.size() ? perFrame.get(frame) : DataSet.empty();
    }

    /** The attributes of a frame, the first of which is 0. */
    public static FrameAttributes forFrame(DataSet image, int frame) {
        if (frame < 0) {
            throw new IllegalArgumentException("no frame has the index " + frame);
        }
        return new FrameAttributes(image, frame);
    }

    /** The index of the frame, from 0. */
    public int frame() {
        return frame;
    }

    /** The whole image's data set. */
    public DataSet image() {
        return image;
    }

    /** The data set in which the attribute stands for this frame: a macro's item or the image; empty when nowhere. */
    public DataSet holder(int tag) {
        DataSet holder = inGroups(own, tag);
        if (holder.isEmpty()) {
            holder = inGroups(shared, tag);
        }
        return holder.isEmpty() && image.contains(tag) ? image : holder;
    }

    /** Whether the attribute stands anywhere for this frame. */
    public boolean contains(int tag) {
        return !holder(tag).isEmpty();
    }

    /** The element. */
    public Optional<Element> element(int tag) {
        return holder(tag).element(tag);
    }

    /** The first value as text. */
    public Optional<String> text(int tag) {
        return holder(tag).text(tag);
    }

    /** All values as text. */
    public List<String> texts(int tag) {
        return holder(tag).texts(tag);
    }

    /** The first value as an integer. */
    public OptionalInt integer(int tag) {
        return holder(tag).integer(tag);
    }

    /** All values as integers. */
    public int[] integers(int tag) {
        return holder(tag).integers(tag);
    }

    /** The first value as a number. */
    public OptionalDouble decimal(int tag) {
        return holder(tag).decimal(tag);
    }

    /** All values as numbers. */
    public double[] decimals(int tag) {
        return holder(tag).decimals(tag);
    }

    /** The items of a sequence, which may itself be a functional group macro. */
    public List<DataSet> items(int tag) {
        return holder(tag).items(tag);
    }

    /** The first item of a sequence. */
    public Optional<DataSet> item(int tag) {
        return holder(tag).item(tag);
    }

    private static DataSet inGroups(DataSet groups, int tag) {
        if (groups.contains(tag)) {
            return groups;
        }
        for (Element element : groups) {
            if (element instanceof Element.Sequence macro
                    && (macro.tag() >>> 16 & 1) == 0
                    && !macro.items().isEmpty()
                    && macro.items().getFirst().contains(tag)) {
                return macro.items().getFirst();
            }
        }
        return DataSet.empty();
    }
}
