package org.lectern.imaging.grayscale;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/** How a decoded frame is shown: grey through a pipeline, or colour. */
public sealed interface FrameImage {
    /** Grey. */
    record Gray(FrameSamples samples, GrayscalePipeline pipeline) implements FrameImage {}

    /** Colour. */
    record Color(ColorFrame frame) implements FrameImage {}

    /**
     * Decides by the photometric interpretation and, for grey frames with a supplemental palette, by Pixel Presentation
     * (0008,9205).
     *
     * @param findings receives what was irregular about a palette
     */
    static FrameImage of(DataSet dataSet, FrameSamples samples, GrayscalePipeline pipeline, List<Finding> findings) {
        if (Colors.isColor(samples)) {
            Optional<Palette> palette =
                    samples.layout().samplesPerPixel() == 1 ? Palette.read(dataSet, findings) : Optional.empty();
            return new Color(Colors.of(samples, palette));
        }
        if (hasColors(dataSet)) {
            Optional<Palette> palette = Palette.read(dataSet, findings);
            if (palette.isPresent()) {
                return new Color(Colors.supplemental(samples, palette.get(), pipeline));
            }
        }
        return new Gray(samples, pipeline);
    }

    private static boolean hasColors(DataSet dataSet) {
        String presentation = dataSet.text(Tag.PixelPresentation).orElse("");
        return "COLOR".equals(presentation) || "MIXED".equals(presentation);
    }
}
