package org.lectern.app.worklist;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.geometry.PixelSpacing;
import org.lectern.imaging.grayscale.FrameImage;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.imaging.grayscale.GrayscaleTransforms;
import org.lectern.imaging.grayscale.Shutters;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.rendering.raster.CpuRasterizer;
import org.lectern.rendering.raster.Interpolation;
import org.lectern.rendering.raster.PixelTarget;
import org.lectern.rendering.raster.RasterImage;
import org.lectern.rendering.raster.RasterScene;
import org.lectern.rendering.view.Affine2;

/**
 * A small picture of one frame.
 *
 * @param argb pixels row by row
 */
public record Thumbnail(int width, int height, int[] argb) {
    private static final long MOST_BYTES = 512L << 20;

    /** A picture of a file's frame in the middle, or nothing when it has no pixels. */
    public static Optional<Thumbnail> of(Path file, int width, int height) throws IOException {
        DicomFile dicom = DicomFile.read(file);
        if (!ImagePixels.present(dicom.dataSet())) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofShared();
                ImagePixels pixels = ImagePixels.of(dicom)) {
            long bytes = pixels.layout().frameBytes();
            if (bytes > MOST_BYTES) {
                return Optional.empty();
            }
            int frame = pixels.frameCount() / 2;
            pixels.check(frame);
            MemorySegment memory = arena.allocate(bytes, 8);
            PhotometricInterpretation photometric = pixels.decode(frame, memory);
            return Optional.of(draw(dicom, frame, FrameSamples.of(pixels, photometric, memory), width, height));
        }
    }

    private static Thumbnail draw(DicomFile dicom, int frame, FrameSamples samples, int width, int height)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        GrayscalePipeline pipeline =
                GrayscaleTransforms.of(dicom.dataSet(), frame).pipeline(dicom.dataSet(), samples);
        RasterImage image = switch (FrameImage.of(dicom.dataSet(), samples, pipeline, findings)) {
            case FrameImage.Gray gray -> new RasterImage.Gray(gray.samples(), gray.pipeline());
            case FrameImage.Color color -> new RasterImage.Color(color.frame());
        };
        double aspect = PixelSpacing.of(dicom.dataSet(), frame).aspect();
        double scale = Math.min(width / (double) samples.columns(), height / (samples.rows() * aspect));
        Affine2 placed = new Affine2(
                scale,
                0,
                0,
                scale * aspect,
                (width - samples.columns() * scale) / 2,
                (height - samples.rows() * aspect * scale) / 2);
        RasterScene scene = new RasterScene(
                image,
                placed,
                Interpolation.BILINEAR,
                Shutters.of(dicom.dataSet(), findings),
                List.of(),
                RasterScene.BLACK);
        int[] argb = new int[width * height];
        CpuRasterizer.sequential().draw(scene, PixelTarget.of(argb, width, height));
        return new Thumbnail(width, height, argb);
    }
}
