package org.lectern.rendering.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscaleTransforms;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.presentation.GraphicAnnotation;
import org.lectern.imaging.presentation.PresentationState;
import org.lectern.rendering.view.Point2;

/**
 * Freehand regions of real presentation states, whose texts say what ImageJ found: {@code A=196px, µ=…, σ=…}. The
 * outlines were traced again by hand, so that they agree only nearly.
 */
class ImageJRoiTest {
    private static final Pattern FOUND = Pattern.compile("A=([0-9.]+)px,[^=]*=([0-9.]+),[^=]*=([0-9.]+)");

    @ParameterizedTest
    @ValueSource(strings = {"real01", "real02", "real03", "real04", "real05", "real06"})
    void aFreehandRegionHoldsWhatImageJFound(String name) throws IOException {
        Path folder = Path.of(System.getProperty("lectern.data", "../../shared/data"), "gsps-annotations-and-ko");
        Assumptions.assumeTrue(Files.exists(folder), "the real files are not here");
        PresentationState state = PresentationState.of(
                DicomFile.read(folder.resolve(name + ".pr.dcm")).dataSet());
        DicomFile image = DicomFile.read(folder.resolve(name + ".dcm"));
        GraphicAnnotation annotation = state.annotations().getFirst();
        Matcher found = FOUND.matcher(annotation.texts().getFirst().text());
        Assumptions.assumeTrue(found.find(), annotation.texts().getFirst().text());
        Roi roi = new Roi.Polygon(annotation.graphics().getFirst().points().stream()
                .map(point -> new Point2(point.x(), point.y()))
                .toList());
        try (Arena arena = Arena.ofConfined();
                ImagePixels pixels = ImagePixels.of(image)) {
            MemorySegment memory = arena.allocate(pixels.layout().frameBytes());
            PhotometricInterpretation photometric = pixels.decode(0, memory);
            FrameSamples samples = FrameSamples.of(pixels, photometric, memory);
            RoiStatistics statistics = RoiStatistics.of(
                    samples, GrayscaleTransforms.of(image.dataSet(), 0).pipeline(image.dataSet(), samples), roi);
            assertEquals(Double.parseDouble(found.group(1)), roi.areaPixels(), 0.01 * roi.areaPixels());
            assertEquals(Double.parseDouble(found.group(2)), statistics.mean(), 1);
            assertEquals(Double.parseDouble(found.group(3)), statistics.standardDeviation(), 2);
        }
    }
}
