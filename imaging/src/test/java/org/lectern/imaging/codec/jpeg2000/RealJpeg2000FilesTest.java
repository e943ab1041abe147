package org.lectern.imaging.codec.jpeg2000;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;

/** Real JPEG 2000 files against GDCM: equal where the stream is reversible, one level off at most where it is not. */
class RealJpeg2000FilesTest {
    private static final List<String> FOLDERS = List.of(
            "cr-dx",
            "enhanced-mr",
            "mammography-real",
            "pixel-formats-sc",
            "transfer-syntaxes-fragments",
            "transfer-syntaxes-nema-wg04",
            "transfer-syntaxes-one-ct-image");

    private static final Set<String> SYNTAXES = Set.of(Uid.JPEG2000Lossless, Uid.JPEG2000);

    @TempDir
    Path temporary;

    private static Path data() {
        return Path.of(System.getProperty("lectern.data", "../../shared/data"));
    }

    @TestFactory
    Stream<DynamicTest> everyFrameIsGdcms() throws IOException {
        assumeTrue(Files.isDirectory(data()), "no real files");
        assumeTrue(CommandLineCodecs.isInstalled("gdcmconv"), "no GDCM");
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(data().resolve(folder))) {
                for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                    if (SYNTAXES.contains(DicomFile.readHeader(path).syntax().uid())) {
                        tests.add(DynamicTest.dynamicTest(folder + "/" + path.getFileName(), () -> compare(path)));
                    }
                }
            }
        }
        tests.add(DynamicTest.dynamicTest(
                "signed stream in an unsigned data set",
                () -> compare(data().resolve("malformed-pydicom/J2K_pixelrep_mismatch.dcm"))));
        return tests.build();
    }

    private void compare(Path path) throws IOException, InterruptedException {
        Path plain = temporary.resolve("plain.dcm");
        Process process = new ProcessBuilder("gdcmconv", "--raw", path.toString(), plain.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor(), "gdcmconv");
        DicomFile file = DicomFile.read(path);
        int tolerance = file.syntax().uid().equals(Uid.JPEG2000) ? 1 : 0;
        ImagePixels ours = ImagePixels.of(file);
        ImagePixels theirs = ImagePixels.of(DicomFile.read(plain));
        byte[] actual = new byte[(int) ours.layout().frameBytes()];
        byte[] expected = new byte[(int) theirs.layout().frameBytes()];
        boolean wide = ours.layout().bitsAllocated() == 16;
        for (int frame = 0; frame < Math.min(ours.frameCount(), 5); frame++) {
            ours.decode(frame, MemorySegment.ofArray(actual));
            theirs.decode(frame, MemorySegment.ofArray(expected));
            assertEquals(expected.length, actual.length);
            assertTrue(greatestDifference(expected, actual, wide) <= tolerance, "frame " + frame);
        }
    }

    private static int greatestDifference(byte[] expected, byte[] actual, boolean wide) {
        int greatest = 0;
        for (int i = 0; i < expected.length; i += wide ? 2 : 1) {
            int a = wide ? actual[i] & 0xFF | actual[i + 1] << 8 : actual[i] & 0xFF;
            int e = wide ? expected[i] & 0xFF | expected[i + 1] << 8 : expected[i] & 0xFF;
            greatest = Math.max(greatest, Math.abs(a - e));
        }
        return greatest;
    }
}
