package org.lectern.rendering.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.geometry.FrameAttributes;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.rendering.view.Point2;

/** The same drawing with square pixels of 0.4 mm and with oblong ones of 0.4 by 0.3 mm measures the same. */
class AspectRatioTest {
    /** Size in mm of what is brighter than 127, and its area. */
    private record Extent(double widthMm, double heightMm, double areaMm) {}

    @Test
    void shapesMeasureTheSameWhateverTheShapeOfThePixels() throws IOException {
        Extent square = extent("aspect03.dcm");
        Extent oblong = extent("aspect07.dcm");
        assertEquals(square.widthMm(), oblong.widthMm(), 0.8); // a pixel at either end
        assertEquals(square.heightMm(), oblong.heightMm(), 0.8);
        assertEquals(square.areaMm(), oblong.areaMm(), 0.005 * square.areaMm());
    }

    private static Extent extent(String name) throws IOException {
        Path path = Path.of(System.getProperty("lectern.data", "../../shared/data"))
                .resolve("measure-roi-calibration")
                .resolve(name);
        Assumptions.assumeTrue(Files.exists(path), "the real files are not here");
        DicomFile file = DicomFile.read(path);
        Calibration calibration = Calibration.of(FrameAttributes.forFrame(file.dataSet(), 0));
        try (Arena arena = Arena.ofConfined();
                ImagePixels pixels = ImagePixels.of(file)) {
            MemorySegment memory = arena.allocate(pixels.layout().frameBytes());
            pixels.decode(0, memory);
            int columns = pixels.layout().columns();
            int left = columns;
            int right = 0;
            int top = pixels.layout().rows();
            int bottom = 0;
            int count = 0;
            for (int i = 0; i < columns * pixels.layout().rows(); i++) {
                if (Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, i)) > 127) {
                    count++;
                    left = Math.min(left, i % columns);
                    right = Math.max(right, i % columns + 1);
                    top = Math.min(top, i / columns);
                    bottom = Math.max(bottom, i / columns + 1);
                }
            }
            Measured pixel = calibration.area(new Roi.Rectangle(new Point2(0, 0), new Point2(1, 1)));
            return new Extent(
                    value(calibration.length(new Point2(left, 0), new Point2(right, 0))),
                    value(calibration.length(new Point2(0, top), new Point2(0, bottom))),
                    count * value(pixel));
        }
    }

    private static double value(Measured measured) {
        Measured.Value value = assertInstanceOf(Measured.Value.class, measured);
        assertEquals("mm", value.unit().substring(0, 2));
        return value.value();
    }
}
