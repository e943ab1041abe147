package org.lectern.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.lectern.app.Threads;
import org.lectern.imaging.codec.Parallel;
import org.lectern.samples.Sample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern samples DIR}: writes the synthetic patients. */
@Command(name = "samples", description = "Writes synthetic patients with known truth.")
final class SamplesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "The folder to write into; one folder per sample is made in it.",
            arity = "0..1")
    private Path folder = Path.of("samples");

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Only these.")
    private List<String> only = List.of();

    @Option(names = "--list", description = "Lists the samples and writes nothing.")
    private boolean list;

    private SamplesCommand() {}

    @Override
    public Integer call() throws IOException {
        if (list) {
            wanted().forEach(sample ->
                    spec.commandLine().getOut().printf("%-16s %s%n", sample.label(), sample.description()));
            return 0;
        }
        try (Threads threads = Threads.start()) {
            write(Parallel.on(threads.pool(), threads.size()));
        }
        return 0;
    }

    private void write(Parallel parallel) throws IOException {
        for (Sample sample : wanted()) {
            AtomicInteger files = new AtomicInteger();
            sample.write(folder, parallel, file -> files.incrementAndGet());
            spec.commandLine()
                    .getOut()
                    .printf("%-16s %4d files in %s%n", sample.label(), files.get(), folder.resolve(sample.label()));
        }
    }

    private List<Sample> wanted() {
        return only.isEmpty()
                ? List.of(Sample.values())
                : only.stream().map(this::named).toList();
    }

    private Sample named(String label) {
        return Sample.named(label)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no sample named " + label + "; lectern samples --list names them"));
    }
}
