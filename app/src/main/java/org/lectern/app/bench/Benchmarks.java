package org.lectern.app.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lectern.app.Threads;

/** All benchmarks, and how they are run. */
public final class Benchmarks {
    private static final List<Benchmark> ALL = List.of(
            new StartBenchmark(),
            new HeaderBenchmark(),
            new ImportBenchmark(),
            new DecodeBenchmark(),
            new ViewBenchmark(),
            new VolumeBenchmark(),
            new RayBenchmark(),
            new MemoryBenchmark(),
            new NetworkBenchmark(),
            new ReceiveBenchmark(),
            new QueryBenchmark());

    private Benchmarks() {}

    /** Every benchmark. */
    public static List<Benchmark> all() {
        return ALL;
    }

    /**
     * Runs benchmarks one after the other in a temporary folder, which is deleted.
     *
     * @param note told what is being measured
     */
    public static List<Figure> measure(List<Benchmark> benchmarks, Consumer<String> note) throws IOException {
        Path folder = Files.createTempDirectory("lectern-bench");
        List<Figure> figures = new ArrayList<>();
        try (Threads threads = Threads.start()) {
            Bench bench = new Bench(folder, threads);
            for (Benchmark benchmark : benchmarks) {
                note.accept("measuring " + benchmark.name() + ": " + benchmark.description());
                figures.addAll(benchmark.run(bench));
            }
        } finally {
            delete(folder);
        }
        return figures;
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
