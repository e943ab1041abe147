package org.lectern.imaging.codec.jpeg2000;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** OpenJPEG's and OpenJPH's command-line programs, which encode test pictures and decode them as others do. */
record CommandLineCodecs(Path folder) {
    static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    byte[] openJpeg(TestPicture picture, String options) throws IOException, InterruptedException {
        return encode("opj_compress", picture, ".j2k", options);
    }

    byte[] openJph(TestPicture picture, String options) throws IOException, InterruptedException {
        return encode("ojph_compress", picture, ".j2c", options);
    }

    private byte[] encode(String tool, TestPicture picture, String extension, String options)
            throws IOException, InterruptedException {
        Path source = folder.resolve("source" + picture.extension());
        Path target = folder.resolve("target" + extension);
        Files.write(source, picture.anymap());
        run(tool, source, target, options);
        return Files.readAllBytes(target);
    }

    TestPicture openJpegDecodes(byte[] stream, String extension, String options)
            throws IOException, InterruptedException {
        return decode("opj_decompress", stream, ".j2k", extension, options);
    }

    TestPicture openJphDecodes(byte[] stream, String extension) throws IOException, InterruptedException {
        return decode("ojph_expand", stream, ".j2c", extension, "");
    }

    private TestPicture decode(String tool, byte[] stream, String from, String to, String options)
            throws IOException, InterruptedException {
        Path source = folder.resolve("stream" + from);
        Path target = folder.resolve("decoded" + to);
        Files.write(source, stream);
        run(tool, source, target, options);
        return TestPicture.parse(Files.readAllBytes(target));
    }

    /** Runs a tool that must leave the target behind. */
    void run(String tool, Path source, Path target, String options) throws IOException, InterruptedException {
        assumeTrue(isInstalled(tool), tool + " is not installed");
        Files.deleteIfExists(target);
        List<String> command = new ArrayList<>(List.of(tool, "-i", source.toString(), "-o", target.toString()));
        Stream.of(options.split(" ", -1)).filter(option -> !option.isEmpty()).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int status = process.waitFor();
        assertTrue(Files.exists(target), () -> String.join(" ", command) + " ends with " + status);
    }
}
