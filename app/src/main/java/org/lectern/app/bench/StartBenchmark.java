package org.lectern.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.samples.Sample;

/** From the start of the process to the window: a child of the same installation, on the display that is set. */
final class StartBenchmark implements Benchmark {
    private static final int RUNS = 5;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String description() {
        return "process start to the usable list, and to the first image of a CT in the archive";
    }

    @Override
    public List<Figure> run(Bench bench) throws IOException {
        bench.sample(Sample.CT_CHEST);
        Path home = bench.scratch("home");
        Path folder = home.resolve("archive");
        BenchExam.imported(folder, bench.sampleFolder(Sample.CT_CHEST), bench.threads());
        String study;
        try (LocalArchive archive = LocalArchive.open(folder)) {
            study = archive.studies(StudyQuery.ALL).getFirst().studyUid();
        }
        List<Figure> figures = new ArrayList<>();
        milliseconds(home).ifPresent(value -> figures.add(Figure.alone("start to the list", value, "ms", false)));
        milliseconds(home, study)
                .ifPresent(value -> figures.add(Figure.alone("start to the first CT image", value, "ms", false)));
        return figures;
    }

    /** The median of several starts; empty where no window can be shown. */
    private static OptionalDouble milliseconds(Path home, String... study) throws IOException {
        double[] runs = new double[RUNS];
        for (int run = -1; run < RUNS; run++) {
            OptionalDouble seconds = once(home, study);
            if (seconds.isEmpty()) {
                return seconds;
            }
            runs[Math.max(0, run)] = seconds.getAsDouble() * 1000;
        }
        Arrays.sort(runs);
        return OptionalDouble.of(runs[RUNS / 2]);
    }

    private static OptionalDouble once(Path home, String... study) throws IOException {
        List<String> command = new ArrayList<>(installation());
        command.addAll(List.of("open", "--exit-after-first-image"));
        command.addAll(List.of(study));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LECTERN_HOME", home.toString());
        long begin = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader out = process.inputReader()) {
            boolean shown = out.readLine() != null;
            double seconds = (System.nanoTime() - begin) / 1e9;
            return process.waitFor() == 0 && shown ? OptionalDouble.of(seconds) : OptionalDouble.empty();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }

    /** How this process was started: the image's launcher, or java with its options. */
    private static List<String> installation() {
        String program = ProcessHandle.current().info().command().orElse("java");
        if (!Path.of(program).getFileName().toString().startsWith("java")) {
            return List.of(program);
        }
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        String module = System.getProperty("jdk.module.main");
        if (module == null) {
            command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), "org.lectern.app.Main"));
        } else {
            command.addAll(List.of("-m", module + "/org.lectern.app.Main"));
        }
        return command;
    }
}
