package org.lectern.app.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.lectern.app.Threads;
import org.lectern.imaging.codec.Parallel;
import org.lectern.samples.Sample;

/**
 * What benchmarks share: a folder for data that is deleted afterwards, the samples, the threads, and a clock.
 *
 * <p>Figures are medians of {@link #RUNS} runs after one that is not counted. Peers are whole processes, started in the same run.
 */
public final class Bench {
    /** Counted runs of each measurement. */
    public static final int RUNS = 5;

    private static final long PEER_TIMEOUT_SECONDS = 300;

    private final Path folder;
    private final Threads threads;

    Bench(Path folder, Threads threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /** A measured piece of work. */
    public interface Work {
        /** Does it once. */
        void run() throws IOException;
    }

    /** The executors to measure with. */
    public Threads threads() {
        return threads;
    }

    /** A new empty folder. */
    public Path scratch(String name) throws IOException {
        return Files.createTempDirectory(folder, name);
    }

    /** The files of a sample, in order, written on first use. */
    public List<Path> sample(Sample sample) throws IOException {
        Path written = sampleFolder(sample);
        if (!Files.isDirectory(written)) {
            sample.write(folder.resolve("samples"), Parallel.on(threads.pool(), threads.size()), file -> {});
        }
        try (var files = Files.walk(written)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Where the files of a sample lie once they are written. */
    public Path sampleFolder(Sample sample) {
        return folder.resolve("samples").resolve(sample.label());
    }

    /** Median seconds of a piece of work. */
    public double seconds(Work work) throws IOException {
        work.run();
        double[] seconds = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            work.run();
            seconds[run] = (System.nanoTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return seconds[RUNS / 2];
    }

    /** Median seconds of a whole process, or empty when it is not installed or fails. */
    public OptionalDouble peerSeconds(String... command) throws IOException {
        if (!installed(command[0])) {
            return OptionalDouble.empty();
        }
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            long start = System.nanoTime();
            if (!succeeds(command)) {
                return OptionalDouble.empty();
            }
            if (run > 0) {
                seconds.add((System.nanoTime() - start) / 1e9);
            }
        }
        return OptionalDouble.of(seconds.stream().sorted().toList().get(RUNS / 2));
    }

    /** Runs a tool once and says whether it is there and succeeded. */
    public boolean succeeds(String... command) throws IOException {
        if (!installed(command[0])) {
            return false;
        }
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(PEER_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether a tool is there. */
    boolean isInstalled(String program) {
        return installed(program);
    }

    private static boolean installed(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return program.contains(File.separator)
                ? Files.isExecutable(Path.of(program))
                : Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    }
}
