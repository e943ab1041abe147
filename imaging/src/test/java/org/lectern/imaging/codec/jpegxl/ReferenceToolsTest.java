package org.lectern.imaging.codec.jpegxl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.codec.Layouts;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** Streams of the reference encoder cjxl against its decoder djxl: equal where lossless, one level off at most else. */
class ReferenceToolsTest {
    private static final int ROWS = 270;
    private static final int COLUMNS = 301;

    @TempDir
    Path temporary;

    @BeforeAll
    static void theToolsAreNeeded() {
        for (String tool : List.of("cjxl", "djxl")) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))),
                    "no " + tool);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-e 1",
                "-e 2",
                "-e 3",
                "-e 4",
                "-e 5",
                "-e 7",
                "-e 4 -R 1",
                "-e 4 -P 6",
                "-e 4 -P 13",
                "-e 5 -P 4",
                "-e 7 -E 2",
                "-e 5 -g 0",
                "-e 5 -g 3 -C 0",
                "-e 3 -C 20",
                "-p",
                "-e 5 --group_order=1",
                "-e 4 --container=1",
                "-e 5 -I 0",
                "-e 6 -X 100 -Y 100"
            })
    void losslessStreamsAreExact(String options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-d", "0"));
        arguments.addAll(List.of(options.split(" ")));
        for (Picture picture : List.of(picture(1, 255), picture(1, 4095), picture(3, 255), picture(3, 65535))) {
            byte[] stream = encode(picture.pnm(), arguments);
            byte[] actual = Layouts.decode(new JpegXlDecoder(), stream, picture.layout(), 0x55);
            assertEquals(
                    -1,
                    Arrays.mismatch(picture.samples(), actual),
                    picture.layout().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-d 1",
                "-d 0.3",
                "-d 4",
                "-d 15",
                "-d 1 -e 3",
                "-d 2 -e 8",
                "-d 1 -m 1",
                "-d 1 --gaborish=0 --epf=0",
                "-d 2 --epf=3",
                "-d 2 --epf=1",
                "-d 1 -p",
                "-d 1 --progressive_dc=1",
                "-d 1 --qprogressive_ac",
                "-d 2 --resampling=4",
                "-d 2 --resampling=8",
                "-d 1 --photon_noise=ISO1600",
                "-d 1 --patches=1 --dots=1"
            })
    void lossyStreamsAreOneLevelOffAtMost(String options) throws IOException, InterruptedException {
        for (Picture picture : List.of(picture(1, 255), picture(3, 255))) {
            byte[] stream = encode(picture.pnm(), List.of(options.split(" ")));
            byte[] actual = Layouts.decode(new JpegXlDecoder(), stream, picture.layout(), 0x55);
            PinnedJxl.assertClose(reference(picture), actual, 1, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RGB_D65_202_Rel_SRG",
                "RGB_D65_202_Rel_PeQ",
                "RGB_D65_DCI_Rel_SRG",
                "RGB_EER_SRG_Rel_SRG",
                "RGB_D65_SRG_Rel_Lin",
                "RGB_D65_SRG_Rel_709"
            })
    void colorsComeInTheSpaceThatTheStreamNames(String space) throws IOException, InterruptedException {
        Picture picture = picture(3, 255);
        byte[] stream = encode(picture.pnm(), List.of("-d", "1", "-x", "color_space=" + space));
        byte[] actual = Layouts.decode(new JpegXlDecoder(), stream, picture.layout(), 0x55);
        PinnedJxl.assertClose(reference(picture), actual, 1, 1);
    }

    /** Samples with a disc, waves, tiles and grain, as cjxl's input and as a frame. */
    private record Picture(PixelLayout layout, byte[] pnm, byte[] samples) {}

    private static Picture picture(int channels, int most) throws IOException {
        ByteArrayOutputStream pnm = new ByteArrayOutputStream();
        int bits = most > 255 ? 16 : 8;
        pnm.write("P%d %d %d %d\n"
                .formatted(channels == 1 ? 5 : 6, COLUMNS, ROWS, bits == 8 ? 255 : 65535)
                .getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream samples = new ByteArrayOutputStream();
        Random random = new Random(most + channels);
        for (int y = 0; y < ROWS; y++) {
            for (int x = 0; x < COLUMNS; x++) {
                for (int c = 0; c < channels; c++) {
                    double light = 0.4 + 0.2 * Math.sin(x / (17.0 + c)) * Math.cos(y / 23.0);
                    light += Math.hypot(x - 150, y - 130) < 80 ? 0.2 : 0;
                    light += x > 200 && (x / 16 + y / 24) % 2 == 0 ? 0.1 : 0;
                    int sample = (int) Math.clamp((light + 0.004 * random.nextGaussian()) * most, 0, most);
                    if (bits == 16) {
                        pnm.write(sample >> 8);
                    }
                    pnm.write(sample);
                    samples.write(sample);
                    if (bits == 16) {
                        samples.write(sample >> 8);
                    }
                }
            }
        }
        PixelLayout layout = channels == 1
                ? Layouts.grey(ROWS, COLUMNS, bits, bits)
                : Layouts.colour(ROWS, COLUMNS, channels, bits, PhotometricInterpretation.RGB);
        return new Picture(layout, pnm.toByteArray(), samples.toByteArray());
    }

    private byte[] encode(byte[] pnm, List<String> options) throws IOException, InterruptedException {
        Path input = temporary.resolve("input.ppm");
        Files.write(input, pnm);
        List<String> command = new ArrayList<>(
                List.of("cjxl", "--quiet", input.toString(), stream().toString()));
        command.addAll(options);
        run(command);
        return Files.readAllBytes(stream());
    }

    private Path stream() {
        return temporary.resolve("stream.jxl");
    }

    private byte[] reference(Picture picture) throws IOException, InterruptedException {
        Path output = temporary.resolve(picture.layout().samplesPerPixel() == 1 ? "output.pgm" : "output.ppm");
        run(List.of("djxl", "--quiet", stream().toString(), output.toString()));
        byte[] all = Files.readAllBytes(output);
        return Arrays.copyOfRange(all, all.length - picture.samples().length, all.length);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor(), String.join(" ", command));
    }
}
