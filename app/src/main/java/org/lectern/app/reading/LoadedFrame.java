package org.lectern.app.reading;

import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscaleTransforms;
import org.lectern.imaging.grayscale.OverlayBitmap;
import org.lectern.imaging.grayscale.Shutters;

/**
 * A decoded frame, held in memory until it is closed.
 *
 * @param dataSet the whole image's, for what its header says about the values
 * @param release lets the memory go; called once
 */
public record LoadedFrame(
        DataSet dataSet,
        FrameSamples samples,
        GrayscaleTransforms transforms,
        Shutters shutters,
        List<OverlayBitmap> overlays,
        Runnable release)
        implements AutoCloseable {
    /** Copies the list. */
    public LoadedFrame {
        overlays = List.copyOf(overlays);
    }

    @Override
    public void close() {
        release.run();
    }
}
