package org.lectern.imaging.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.codec.jpeg.JpegDecoder;
import org.lectern.imaging.codec.rle.RleDecoder;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;

/** Real JPEG and RLE files against dcmtk: equal to the last bit, the lossy ones too. */
class RealCompressedFilesTest {
    private static final List<String> FOLDERS = List.of(
            "cr-dx",
            "enhanced-mr",
            "mammography-real",
            "op-fundus",
            "pixel-formats-sc",
            "pt-modality-lut",
            "rt-dose-plan",
            "transfer-syntaxes-color-pattern",
            "transfer-syntaxes-fragments",
            "transfer-syntaxes-nema-wg04",
            "transfer-syntaxes-one-ct-image",
            "us-cine-echo",
            "us-color-models",
            "xa-cine");

    @TempDir
    Path temporary;

    private static Path data() {
        String given = System.getProperty("lectern.data");
        return given != null ? Path.of(given) : Path.of("..", "..", "shared", "data");
    }

    /** dcmdjpeg's quirk: it refuses an Adobe marker shorter than the specified one. */
    private static boolean isBeyondDcmtk(Path file) {
        return file.endsWith("SC_rgb_jpeg.dcm");
    }

    private static Optional<String> tool(DicomFile file) {
        return Decoders.builtIn().decoder(file.syntax().uid()).flatMap(decoder -> switch (decoder) {
            case JpegDecoder jpeg -> Optional.of("dcmdjpeg");
            case RleDecoder rle -> Optional.of("dcmdrle");
            default -> Optional.empty();
        });
    }

    private static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    @TestFactory
    Stream<DynamicTest> everyFrameEqualsDcmtks() throws IOException {
        assumeTrue(Files.isDirectory(data()), "no real files");
        assumeTrue(isInstalled("dcmdjpeg") && isInstalled("dcmdrle"), "no dcmtk");
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(data().resolve(folder))) {
                for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                    DicomFile file = DicomFile.readHeader(path);
                    tool(file)
                            .filter(tool -> !isBeyondDcmtk(path))
                            .ifPresent(tool -> tests.add(DynamicTest.dynamicTest(
                                    folder + "/" + path.getFileName(), () -> compare(path, tool))));
                }
            }
        }
        return tests.build();
    }

    private void compare(Path path, String tool) throws IOException, InterruptedException {
        Path plain = temporary.resolve("plain.dcm");
        List<String> command = tool.equals("dcmdjpeg")
                ? List.of(tool, "+cn", "+px", path.toString(), plain.toString())
                : List.of(tool, path.toString(), plain.toString());
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), tool);
        ImagePixels ours = ImagePixels.of(DicomFile.read(path));
        ImagePixels theirs = ImagePixels.of(DicomFile.read(plain));
        int frames = Math.min(ours.frameCount(), 5);
        byte[] actual = new byte[(int) ours.layout().frameBytes()];
        byte[] expected = new byte[(int) theirs.layout().frameBytes()];
        for (int frame = 0; frame < frames; frame++) {
            assertEquals(
                    theirs.decode(frame, MemorySegment.ofArray(expected)),
                    ours.decode(frame, MemorySegment.ofArray(actual)));
            assertArrayEquals(expected, actual, "frame " + frame);
        }
    }
}
