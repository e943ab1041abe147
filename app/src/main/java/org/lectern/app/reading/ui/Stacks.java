package org.lectern.app.reading.ui;

import java.util.Optional;
import org.lectern.app.reading.FrameSource;
import org.lectern.app.reading.Growth;
import org.lectern.app.reading.StackContent;
import org.lectern.app.reading.Viewport;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Study;
import org.lectern.rendering.raster.Rasterizer;

/** Makes stacks of an exam's display sets. */
record Stacks(FrameSource source, Rasterizer rasterizer) {
    StackContent of(DisplaySet displaySet) {
        return new StackContent(displaySet, source, rasterizer);
    }

    /** What waits to be shown again, after the exam's images have become more or fewer; nothing when none is left. */
    Optional<Viewport.Held> renewed(Viewport.Held held, Study study) {
        if (!(held.content() instanceof StackContent)) {
            return Optional.of(held);
        }
        return Growth.place(held.content().displaySet(), held.position(), study)
                .map(place -> new Viewport.Held(of(place.displaySet()), place.position(), held.look(), held.layer()));
    }
}
