package org.lectern.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lectern.samples.Sample;

/** Taking objects into the local archive: copied, synced to the disk, indexed. */
final class ImportBenchmark implements Benchmark {
    @Override
    public String name() {
        return "import";
    }

    @Override
    public String description() {
        return "240 CT slices and 2,000 tiny files into a fresh archive";
    }

    @Override
    public List<Figure> run(Bench bench) throws IOException {
        bench.sample(Sample.CT_CHEST);
        Path tiny = bench.scratch("tiny-import");
        HeaderBenchmark.writeTiny(tiny);
        Path chest = bench.sampleFolder(Sample.CT_CHEST);
        double slices = seconds(bench, chest);
        double small = seconds(bench, tiny);
        return List.of(
                Figure.alone("import, CT slices", count(chest) / slices, "objects/s", true),
                Figure.alone("import, CT slices, bytes", bytes(chest) / 1e6 / slices, "MB/s", true),
                Figure.alone("import, tiny files", count(tiny) / small, "objects/s", true));
    }

    private static double seconds(Bench bench, Path source) throws IOException {
        return bench.seconds(() -> BenchExam.imported(bench.scratch("archive"), source, bench.threads()));
    }

    private static long count(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
