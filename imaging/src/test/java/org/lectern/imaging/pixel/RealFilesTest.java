package org.lectern.imaging.pixel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lectern.imaging.part10.DicomFile;

/**
 * Every frame of real files, as a digest of its samples. The digests are of samples that GDCM or dcmtk (or, where nothing
 * is compressed, pydicom) yields; one-bit and floating-point files are pinned as they were read first, and the file of
 * odd length in big-endian words as its little-endian twin.
 */
final class RealFilesTest {
    private static final Path DATA = Path.of(System.getProperty("lectern.data", "../../shared/data"));

    private record Pinned(String file, int frames, String sha256) {}

    @TestFactory
    Stream<DynamicTest> samplesAreThoseOfOtherToolkits() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the real files are not here");
        return pinned().stream()
                .filter(pinned -> Files.exists(DATA.resolve(pinned.file())))
                .map(pinned -> DynamicTest.dynamicTest(pinned.file(), () -> {
                    try (ImagePixels pixels = ImagePixels.of(DicomFile.read(DATA.resolve(pinned.file())))) {
                        assertEquals(pinned.frames(), pixels.declaredFrameCount());
                        assertEquals(pinned.sha256(), digest(pixels));
                    }
                }));
    }

    @Test
    void malformedFilesAreReadOrRefusedByName() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the real files are not here");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(DATA)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(path -> path.toString().contains("malformed"))
                    .toList();
        }
        for (Path file : files) {
            try (ImagePixels pixels = ImagePixels.of(DicomFile.read(file))) {
                for (int frame = 0; frame < Math.min(3, pixels.frameCount()); frame++) {
                    PixelObjects.decode(pixels, frame);
                }
            } catch (IOException e) {
                assertNotNull(e.getMessage(), file.toString());
                assertTrue(e.getMessage().length() > 10, file + ": " + e.getMessage());
            }
        }
    }

    private static String digest(ImagePixels pixels) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] samples = new byte[Math.toIntExact(pixels.layout().frameBytes())];
        for (int frame = 0; frame < pixels.declaredFrameCount(); frame++) {
            pixels.decode(frame, MemorySegment.ofArray(samples));
            digest.update(samples);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Pinned> pinned() throws IOException {
        try (InputStream stream = RealFilesTest.class.getResourceAsStream("samples.tsv");
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .skip(1)
                    .map(line -> line.split("\t"))
                    .map(row -> new Pinned(row[0], Integer.parseInt(row[1]), row[2]))
                    .toList();
        }
    }
}
