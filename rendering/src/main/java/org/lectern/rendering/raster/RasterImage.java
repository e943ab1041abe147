package org.lectern.rendering.raster;

import org.lectern.imaging.grayscale.ColorFrame;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscalePipeline;

/** What a scene shows: grey through a pipeline, or colour as it is. */
public sealed interface RasterImage {
    /** Rows of pixels. */
    int rows();

    /** Pixels in a row. */
    int columns();

    /** Stored samples of one per pixel and how they become grey. */
    record Gray(FrameSamples samples, GrayscalePipeline pipeline) implements RasterImage {
        @Override
        public int rows() {
            return samples.rows();
        }

        @Override
        public int columns() {
            return samples.columns();
        }
    }

    /** Colours. */
    record Color(ColorFrame frame) implements RasterImage {
        @Override
        public int rows() {
            return frame.rows();
        }

        @Override
        public int columns() {
            return frame.columns();
        }
    }
}
