package org.lectern.app.reading;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.lectern.imaging.study.DisplaySet;

/**
 * What a viewport shows and scrolls through. Pictures come from {@link StackContent}, {@link MprContent} and {@link VolumeContent}; documents,
 * reports and waveforms bring a screen of their own, see {@code reading.ui.ContentScreens}.
 */
public interface ViewportContent extends AutoCloseable {
    /** The display set shown. */
    DisplaySet displaySet();

    /** How many positions there are to scroll through, at least 1. */
    int count();

    /** Where it is now, for content whose position is moved by others too; empty where the viewport keeps it. */
    default OptionalInt currentPosition() {
        return OptionalInt.empty();
    }

    /** Tells content that keeps its own position where to go. */
    default void moveTo(int position) {}

    /** The position to start with. */
    default int initial() {
        return 0;
    }

    /** The picture at a position, from 0. Cheap: nothing is read. */
    Picture picture(int position);

    /** Modality (0008,0060), for presets. */
    String modality();

    /** Pictures a second for cine, where the object recommends a rate. */
    default OptionalDouble recommendedRate() {
        return OptionalDouble.empty();
    }

    /** Hints that these positions will be wanted next. */
    default void expect(int position, int direction) {}

    /** Back to how it came, where it keeps more than a position. */
    default void reset() {}

    /** Ends what runs for it. */
    @Override
    default void close() {}
}
