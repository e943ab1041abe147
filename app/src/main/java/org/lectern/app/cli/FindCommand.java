package org.lectern.app.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.Connector;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.QueryKeys;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.app.retrieval.RemoteArchive.Level;
import org.lectern.app.retrieval.RemoteArchive.Query;
import org.lectern.app.retrieval.RemoteArchive.QueryEnd;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.part10.DicomJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern find}: what nodes have. Ends with 1 when a node could not be asked. */
@Command(
        name = "find",
        description = {
            "Asks a node, or all at once, for what matches.",
            "  lectern find NODE 'PatientName=MEIER*' StudyDate=20260101-",
            "  lectern find --all PatientID=4711",
            "  lectern find NODE --level worklist Modality=MG ScheduledProcedureStepStartDate=20261124"
        })
final class FindCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NODE|KEY=VALUE",
            arity = "0..*",
            description =
                    "A node (without --all), then keys by keyword or tag; a KEY alone comes back with the answers.")
    private List<String> arguments = List.of();

    @Option(
            names = "--all",
            description = "Asks every node that is set up for queries (worklists with --level worklist).")
    private boolean all;

    @Option(names = "--level", paramLabel = "LEVEL", description = "study, series, instance, patient, worklist; study.")
    private Level level = Level.STUDY;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many answers of each node; 1000.")
    private int limit = 1_000;

    @Option(names = "--fuzzy", description = "Lets names match by sound, where the node can.")
    private boolean fuzzy;

    @Mixin
    private Output output;

    /** What a node answered. */
    private record Answered(Node node, List<DataSet> answers, QueryEnd end, String failure) {
        boolean isFailed() {
            return !failure.isEmpty();
        }
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is 1 or more");
        }
        if (!all && arguments.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "A node is missing: name one, or ask --all");
        }
        DataSet keys = keys(all ? arguments : arguments.subList(1, arguments.size()));
        TheNodes nodes = TheNodes.open(spec.commandLine().getErr());
        List<Node> asked = all ? all(nodes) : List.of(nodes.node(arguments.getFirst()));
        List<Answered> answered = ask(nodes, asked, new Query(level, keys, limit, fuzzy));
        output.print(document -> write(answered, document), out -> {
            for (Answered one : answered) {
                String start = all ? one.node().name() + "\t" : "";
                one.answers().forEach(answer -> out.println(start + AnswerText.line(level, answer)));
            }
        });
        tell(answered);
        return answered.stream().anyMatch(Answered::isFailed) ? 1 : 0;
    }

    private DataSet keys(List<String> texts) {
        try {
            return QueryKeys.of(level, texts);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), Failures.oneLine(e.getMessage()));
        }
    }

    private List<Node> all(TheNodes nodes) throws IOException {
        Node.Role role = level == Level.WORKLIST ? Node.Role.WORKLIST : Node.Role.QUERY;
        List<Node> found =
                nodes.store().nodes().stream().filter(node -> node.has(role)).toList();
        if (found.isEmpty()) {
            throw new IOException(
                    "No node is set up for this. Add one with: lectern node add NAME dicom://AET@host:port%s"
                            .formatted(role == Node.Role.WORKLIST ? " --role query,worklist" : ""));
        }
        return found;
    }

    private List<Answered> ask(TheNodes nodes, List<Node> asked, Query query) throws IOException {
        try (Threads threads = Threads.start()) {
            Connector connector = nodes.connector(threads.io());
            List<Future<Answered>> running = new ArrayList<>();
            for (Node node : asked) {
                running.add(threads.io().submit(() -> ask(connector, node, query)));
            }
            List<Answered> answered = new ArrayList<>();
            for (Future<Answered> one : running) {
                answered.add(one.get());
            }
            return answered;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Answered ask(Connector connector, Node node, Query query) {
        List<DataSet> answers = new ArrayList<>();
        try (RemoteArchive archive = connector.open(node)) {
            QueryEnd end = archive.find(query, answers::add, new Cancellation());
            return new Answered(node, answers, end, "");
        } catch (IOException | IllegalArgumentException e) {
            return new Answered(node, answers, new QueryEnd(answers.size(), false, false), Failures.explain(e));
        }
    }

    private void tell(List<Answered> answered) {
        PrintWriter err = spec.commandLine().getErr();
        for (Answered one : answered) {
            if (one.isFailed()) {
                err.printf("lectern: %s: %s%n", one.node().name(), one.failure());
            } else if (one.end().isCutOff()) {
                err.printf(
                        "lectern: %s has more than %d answers; narrow the search, or raise --limit%n",
                        one.node().name(), limit);
            }
            if (one.end().unsupportedKeys()) {
                err.printf(
                        "lectern: %s did not match all keys; some answers may not fit%n",
                        one.node().name());
            }
        }
        err.flush();
    }

    private static void write(List<Answered> answered, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Answered one : answered) {
            json.writeStartObject();
            json.writeStringField("node", one.node().name());
            json.writeStringField("address", one.node().access().address());
            json.writeStringField("failure", one.failure());
            json.writeBooleanField("cutOff", one.end().isCutOff());
            json.writeBooleanField("unsupportedKeys", one.end().unsupportedKeys());
            json.writeArrayFieldStart("answers");
            for (DataSet answer : one.answers()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DicomJson.write(answer, bytes);
                json.writeRawValue(bytes.toString(StandardCharsets.UTF_8).strip());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
