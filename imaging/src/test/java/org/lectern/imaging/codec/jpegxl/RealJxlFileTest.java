package org.lectern.imaging.codec.jpegxl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PhotometricInterpretation;

/** A real ultrasound cine with recompressed JPEG frames; the expected samples are djxl's. */
class RealJxlFileTest {
    private static Path file() {
        String given = System.getProperty("lectern.data");
        Path data = given != null ? Path.of(given) : Path.of("..", "..", "shared", "data");
        return data.resolve("transfer-syntaxes-jpegxl/will-jxl.dcm");
    }

    @Test
    void anUltrasoundCineHasTheColorsOfTheReferenceDecoder() throws IOException {
        assumeTrue(Files.isRegularFile(file()), "no real files");
        try (ImagePixels pixels = ImagePixels.of(DicomFile.read(file()))) {
            byte[] frame = new byte[(int) pixels.layout().frameBytes()];
            assertEquals(27, pixels.frameCount());
            assertEquals(PhotometricInterpretation.RGB, pixels.decode(0, MemorySegment.ofArray(frame)));
            assertSample(frame, 500, 300, 11, 11, 13);
            assertSample(frame, 547, 80, 215, 240, 83);
            assertSample(frame, 620, 410, 0, 0, 70);
            pixels.decode(5, MemorySegment.ofArray(frame));
            assertSample(frame, 500, 300, 0, 0, 41);
            assertSample(frame, 620, 410, 0, 28, 147);
            pixels.decode(26, MemorySegment.ofArray(frame));
        }
    }

    private static void assertSample(byte[] frame, int x, int y, int... rgb) {
        for (int c = 0; c < 3; c++) {
            assertEquals(rgb[c], frame[(y * 1016 + x) * 3 + c] & 0xFF, 1, "at %d, %d".formatted(x, y));
        }
    }
}
