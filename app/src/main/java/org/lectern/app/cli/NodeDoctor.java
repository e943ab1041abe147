package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.diagnosis.Diagnosis;
import org.lectern.app.retrieval.diagnosis.Step;
import picocli.CommandLine;

/** {@code lectern doctor NODE}: the ladder, a line a step as it is taken, then what to write to the administrator. */
final class NodeDoctor {
    private NodeDoctor() {}

    static int run(String name, boolean json, CommandLine line) throws IOException {
        TheNodes nodes = TheNodes.open(line.getErr());
        Node node = nodes.node(name);
        PrintWriter out = line.getOut();
        Diagnosis.Result result;
        try (Threads threads = Threads.start()) {
            Diagnosis diagnosis = new Diagnosis(
                    nodes.connector(threads.io()), nodes.station(), threads.io(), Clock.system(ZoneId.systemDefault()));
            result = diagnosis.run(node, step -> {
                if (!json) {
                    print(step, out);
                }
            });
        }
        if (json) {
            write(node, result, out);
        } else if (!result.letter().isEmpty()) {
            out.printf("%nFor the administrator of %s:%n%n", node.name());
            result.letter().lines().forEach(text -> out.println("  " + text));
            out.flush();
        }
        return result.isWell() ? 0 : 1;
    }

    private static void print(Step step, PrintWriter out) {
        out.printf(
                "%-8s %-20s %s%s%n",
                mark(step.state()),
                step.name(),
                Failures.oneLine(step.found()),
                step.remedy().isEmpty() ? "" : ". What to do: " + Failures.oneLine(step.remedy()) + ".");
        out.flush();
    }

    private static String mark(Step.State state) {
        return switch (state) {
            case WELL -> "ok";
            case NOTE -> "note";
            case FAILED -> "problem";
        };
    }

    private static void write(Node node, Diagnosis.Result result, PrintWriter out) throws IOException {
        Json.print(out, document -> {
            document.writeStartObject();
            document.writeStringField("node", node.name());
            document.writeStringField("address", node.access().address());
            document.writeBooleanField("well", result.isWell());
            document.writeArrayFieldStart("steps");
            for (Step step : result.steps()) {
                document.writeStartObject();
                document.writeStringField("state", step.state().name().toLowerCase(Locale.ROOT));
                document.writeStringField("what", step.name());
                document.writeStringField("found", step.found());
                document.writeStringField("remedy", step.remedy());
                document.writeEndObject();
            }
            document.writeEndArray();
            document.writeStringField("letter", result.letter());
            document.writeEndObject();
        });
    }
}
