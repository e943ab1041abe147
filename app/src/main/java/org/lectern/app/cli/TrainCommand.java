package org.lectern.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code lectern train}: a little of everything, so that the virtual machine learns what a start needs and writes it into
 * the start-up cache (packaging/docs/performance.md). Wants an empty {@code LECTERN_HOME}; opens the workstation where
 * there is a display.
 */
@Command(name = "train", hidden = true, description = "Does a little of everything, to train the start-up cache.")
final class TrainCommand implements Callable<Integer> {
    private static final String SAMPLE = "ct-tilt";

    @Parameters(paramLabel = "DIR", description = "An empty folder for the data.")
    private Path folder;

    private TrainCommand() {}

    @Override
    public Integer call() throws IOException {
        String files = folder.toString();
        String picture = folder.resolve("picture.png").toString();
        LecternCommand.run("samples", files, "--only", SAMPLE);
        String slice = firstFile(folder.resolve(SAMPLE)).toString();
        List<String[]> commands = List.of(
                new String[] {"dump", slice},
                new String[] {"dump", slice, "--json"},
                new String[] {
                    "decode", slice, "--out", folder.resolve("slice.raw").toString()
                },
                new String[] {"render", slice, "--size", "512x512", "--out", picture},
                new String[] {
                    "reslice", files, "--plane", "coronal", "--spacing", "1", "--size", "256x256", "--out", picture
                },
                new String[] {"import", files},
                new String[] {"studies"});
        for (String[] command : commands) {
            LecternCommand.run(command);
        }
        NetworkTraining.run(folder);
        if (System.getenv("DISPLAY") == null
                && System.getProperty("os.name", "").contains("Linux")) {
            return 0;
        }
        return LecternCommand.run("open", "--unseen", files);
    }

    private static Path firstFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new IOException("There is no sample in " + folder));
        }
    }
}
