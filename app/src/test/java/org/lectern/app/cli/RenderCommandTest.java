package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Pictures of real files against digests of pixels that were computed apart, with numpy from the formulas of PS3.3. */
class RenderCommandTest {
    private static final Path DATA = Path.of(System.getProperty("lectern.data", "../../shared/data"));

    @TempDir
    private Path folder;

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int render(String... arguments) {
        CommandLine line = new CommandLine(new RenderCommand());
        line.setOut(new PrintWriter(output, true));
        line.setErr(new PrintWriter(errors, true));
        line.setExecutionExceptionHandler((failure, command, result) -> {
            errors.append(Failures.explain(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(arguments);
    }

    private static String file(String name) {
        Path file = DATA.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "the real files are not here");
        return file.toString();
    }

    private String out() {
        return folder.resolve("out.png").toString();
    }

    private BufferedImage picture() throws IOException {
        return ImageIO.read(folder.resolve("out.png").toFile());
    }

    /** First half of the SHA-256 of the PNG's samples, row by row, colour by pixel. */
    private static String digest(BufferedImage image) throws NoSuchAlgorithmException {
        int bands = image.getRaster().getNumBands();
        int[] samples = image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) samples[i];
        }
        assertEquals(image.getWidth() * image.getHeight() * bands, bytes.length);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return HexFormat.of().formatHex(digest).substring(0, 32);
    }

    @ParameterizedTest
    @CsvSource({
        "cr-dx/gdcm-CR-MONO1-10-chest.dcm, '', b18accc0d440cd67d31541e2b1f4ae65",
        "ct-chest-volume-lidc0001/000001.dcm, '', e6e0acfdf356c69ff3bd12f8c7028861",
        "cr-dx/dx_image.dcm, '', 7ab083b05e51cd2b6d32258bff52e371",
        "pixel-formats-depth-sign/signed-raw-9bit.dcm, '100,300', 184991ccafc6b40513c39f3dbd1f0f14",
        "cr-dx/CR-ModalitySequenceLUT.dcm, '100,300', f461e729edcee1445fc0a3fa37943dfd",
        "nm-samples/NM-MONO2-16-13x-heart, '', e7a7f60e2b6fe34fcb7d43a812b98d37",
        "enhanced-mr/IM-0001-0170-0001.dcm, '', 01accdda15c0f22f30d31790bc003c3c",
        "transfer-syntaxes-color-pattern/TestPattern_Palette_16.dcm, '', 7cd0371eb339cb41d63862964d8908a0",
        "us-color-models/US-RGB-8-epicard, '', 8457b45fa7997df4e9d7350cc4d5e0b9",
        "pixel-formats-sc/SC_ybr_full_uncompressed.dcm, '', ddb100d8f45a7fbf420e8ce5d1b376a5",
        "pt-modality-lut/GH184.dcm, '100,300', b35a9ac9a91fdb21cdaf7516f34a86d7",
        "overlays/overlay.dcm, '100,300', a827cd60bb9d3e73d00ff2039c1af254",
        "parametric-map/parametric_map_float.dcm, '', dd499955fae165e7d3bd2a69b6a82ee5",
        "enhanced-ct/eCT_Supplemental.dcm, '', 6c7d038f6555777a7ae80eca7b20fe19",
    })
    void realFilesComeOutAsComputedApart(String name, String window, String expected) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(file(name), "--no-overlays", "--out", out()));
        if (!window.isEmpty()) {
            arguments.addAll(List.of("--window", window));
        }
        assertEquals(0, render(arguments.toArray(String[]::new)), errors.toString());
        assertEquals(expected, digest(picture()));
    }

    @Test
    void aPresentationStateWithThreeTablesReplacesTheImagesOwn() throws Exception {
        String image = file("gsps-luts/imageForPrLUTs.dcm");
        String state = file("gsps-luts/prLUTs.dcm");
        assertEquals(0, render(image, "--presentation", state, "--out", out()), errors.toString());
        assertEquals("546af9b48beb3872e7a9e0622b8b5c05", digest(picture()));
    }

    @Test
    void dcmtkDrawsThePresentationStateAlike() throws Exception {
        String image = file("gsps-luts/imageForPrLUTs.dcm");
        String state = file("gsps-luts/prLUTs.dcm");
        Path pgm = folder.resolve("dcmtk.pgm");
        Process process;
        try {
            process = new ProcessBuilder("dcmp2pgm", "-p", state, image, pgm.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            Assumptions.abort("dcmtk is not installed");
            return;
        }
        assertEquals(0, process.waitFor());
        byte[] bytes = Files.readAllBytes(pgm);
        assertEquals(0, render(image, "--presentation", state, "--out", out()));
        int[] ours = picture().getRaster().getPixels(0, 0, 512, 512, (int[]) null);
        int header = bytes.length - ours.length;
        for (int i = 0; i < ours.length; i++) {
            assertEquals(bytes[header + i] & 0xFF, ours[i]);
        }
    }

    @Test
    void overlaysOfTheImageAreWhite() throws Exception {
        assertEquals(0, render(file("overlays/overlay.dcm"), "--window", "100000,1", "--out", out()));
        int[] samples = picture().getRaster().getPixels(0, 0, 512, 512, (int[]) null);
        long white = 0;
        for (int sample : samples) {
            white += sample == 255 ? 1 : 0;
        }
        assertEquals(2278, white, "bits 15 and 14 of the samples and the planes 6004 and 6006");
    }

    @Test
    void aSizeFitsTheWholePictureWithItsShape() throws Exception {
        String image = file("presentation-multiframe-test/cplx_p02.dcm"); // 1024 × 512
        assertEquals(0, render(image, "--frame", "2", "--size", "300x300", "--out", out()));
        BufferedImage picture = picture();
        assertEquals(300, picture.getWidth());
        assertEquals(300, picture.getHeight());
        for (int y : new int[] {0, 74, 225, 299}) {
            for (int x = 0; x < 300; x++) {
                assertEquals(0, picture.getRaster().getSample(x, y, 0));
            }
        }
    }

    @Test
    void windowsAndTablesAreListedInTheirOrder() {
        assertEquals(0, render(file("cr-dx/gdcm-CR-MONO1-10-chest.dcm"), "--list-voi"));
        assertTrue(output.toString().startsWith("1\twindow\t"), output.toString());
    }

    @Test
    void wrongUsageAndFailedWorkAreToldApart() {
        String image = file("gsps-luts/imageForPrLUTs.dcm");
        assertEquals(2, render(image));
        assertEquals(2, render(image, "--window", "40", "--out", out()));
        assertEquals(2, render(image, "--size", "0x5", "--out", out()));
        assertEquals(2, render(image, "--voi", "1", "--out", out()));
        assertEquals(2, render(image, "--voi", "1", "--window", "1,2", "--out", out()));
        assertEquals(1, render(image, "--frame", "2", "--out", out()));
        assertTrue(errors.toString().contains("has frames 1 to 1, not 2"));
        assertEquals(1, render(image, "--presentation", file("overlays/overlay.dcm"), "--out", out()));
        assertEquals(1, render(file("gsps-luts/prLUTs.dcm"), "--out", out()));
        assertFalse(Files.exists(folder.resolve("out.png")));
        assertEquals(1, render(image, "--out", folder.resolve("nowhere/out.png").toString()));
        assertTrue(errors.toString().contains("does not exist; make it first"));
    }
}
