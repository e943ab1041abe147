package org.lectern.app.reading.ui;

import java.util.Optional;
import javafx.scene.Node;
import org.lectern.imaging.study.DisplaySet;

/**
 * Screens for display sets that are not pictures: documents, reports, waveforms, video. The node takes the place of the
 * image in a viewport and brings its own scrolling; it is dropped when something else is shown.
 */
public interface ContentScreens {
    /** Knows none. */
    ContentScreens NONE = displaySet -> Optional.empty();

    /** The screen of a display set, empty for kinds that this does not know. */
    Optional<Node> screenFor(DisplaySet displaySet);
}
