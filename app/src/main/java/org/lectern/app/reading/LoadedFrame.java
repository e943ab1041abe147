package org.lectern.app.reading;

import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscaleTransforms;
import org.lectern.imaging.grayscale.Palette;

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
        Optional<Palette> palette,
        Runnable release)
        implements AutoCloseable {
    @Override
    public void close() {
        release.run();
    }
}
