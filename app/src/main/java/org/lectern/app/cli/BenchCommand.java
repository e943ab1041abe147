package org.lectern.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lectern.app.bench.Benchmark;
import org.lectern.app.bench.Benchmarks;
import org.lectern.app.bench.Figure;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Logs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern bench}: the product's own benchmarks. */
@Command(name = "bench", description = "Measures Lectern on this machine, beside peers where they are installed.")
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Only these; without a name all of them.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "One JSON document.")
    private boolean json;

    @Option(names = "--list", description = "Lists the benchmarks and measures nothing.")
    private boolean list;

    private BenchCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Benchmarks.all().forEach(benchmark -> out.printf("%-10s %s%n", benchmark.name(), benchmark.description()));
            return 0;
        }
        Logs.start(Folders.ofThisProcess().logs());
        List<Figure> figures =
                Benchmarks.measure(chosen(), note -> spec.commandLine().getErr().println("lectern: " + note));
        if (json) {
            printJson(figures, out);
        } else {
            figures.forEach(figure -> out.println(line(figure)));
        }
        out.flush();
        return 0;
    }

    private List<Benchmark> chosen() {
        return names.isEmpty()
                ? Benchmarks.all()
                : names.stream().map(this::named).toList();
    }

    private Benchmark named(String name) {
        return Benchmarks.all().stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no benchmark named " + name + "; lectern bench --list names them"));
    }

    private static String line(Figure figure) {
        String own = String.format(Locale.ROOT, "%-44s %12.2f %-8s", figure.what(), figure.value(), figure.unit());
        return own
                + figure.peer()
                        .map(peer -> String.format(
                                Locale.ROOT,
                                "  %s %.2f, ratio %.2f",
                                peer.name(),
                                peer.value(),
                                figure.ratio().orElseThrow()))
                        .orElse("");
    }

    private static void printJson(List<Figure> figures, PrintWriter out) throws IOException {
        try (JsonGenerator generator =
                new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            generator.writeStartArray();
            for (Figure figure : figures) {
                generator.writeStartObject();
                generator.writeStringField("what", figure.what());
                generator.writeNumberField("value", figure.value());
                generator.writeStringField("unit", figure.unit());
                generator.writeBooleanField("higherIsBetter", figure.higherIsBetter());
                if (figure.peer().isPresent()) {
                    generator.writeStringField("peer", figure.peer().get().name());
                    generator.writeNumberField("peerValue", figure.peer().get().value());
                    generator.writeNumberField("ratio", figure.ratio().orElseThrow());
                }
                generator.writeEndObject();
            }
            generator.writeEndArray();
        }
        out.println();
    }
}
