package org.lectern.app.reading;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Frame;
import org.lectern.imaging.study.Study;

/**
 * Where to find, in an exam whose objects have become more or fewer, what a viewport was showing: keys of display sets
 * and positions shift while images arrive, the frames themselves do not.
 */
public final class Growth {
    private Growth() {}

    /** A frame's display set and its position in it. */
    public record Place(DisplaySet displaySet, int position) {}

    /**
     * Where the frame at a position is now. A frame that is no longer there gives the place of the nearest one of the
     * former display set that is; nothing when none of it is left.
     */
    public static Optional<Place> place(DisplaySet before, int position, Study now) {
        List<Frame> frames = before.frames();
        for (int distance = 0; distance < frames.size(); distance++) {
            for (int at : distance == 0 ? new int[] {position} : new int[] {position + distance, position - distance}) {
                if (at >= 0 && at < frames.size()) {
                    Optional<Place> found = find(frames.get(at), now);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether two display sets scroll through the very same frames. */
    public static boolean isSame(DisplaySet before, DisplaySet now) {
        return before.frames().equals(now.frames()) && before.key().equals(now.key());
    }

    private static Optional<Place> find(Frame frame, Study study) {
        for (DisplaySet displaySet : study.displaySets()) {
            int at = displaySet.frames().indexOf(frame);
            if (at >= 0) {
                return Optional.of(new Place(displaySet, at));
            }
        }
        return Optional.empty();
    }
}
