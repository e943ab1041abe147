package org.lectern.app.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.Fetch;
import org.lectern.app.retrieval.FolderSink;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.app.retrieval.RemoteArchive.Wanted;
import org.lectern.app.wording.Wording;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.ObjectSink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern get}: fetches studies, series or instances. Ends with 1 when anything that the node lists is missing. */
@Command(
        name = "get",
        description = "Fetches studies (UID), series (STUDY/SERIES) or instances (STUDY/SERIES/INSTANCE) from a node.")
final class GetCommand implements Callable<Integer> {
    private static final String UID = "[0-9]+(\\.[0-9]+)*";
    private static final int LONGEST_UID = 64;
    private static final int MOST_TOLD = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "NODE",
            description = "A name, dicom://AET@host:port, or an http(s) base URL.")
    private String name;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "UID", description = "What to fetch.")
    private List<String> uids;

    @Option(names = "--to", paramLabel = "DIR", description = "Into a folder, a file each, instead of the archive.")
    private @Nullable Path to;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        List<Wanted> wanted = uids.stream().map(this::wanted).toList();
        TheNodes nodes = TheNodes.open(spec.commandLine().getErr());
        Node node = nodes.node(name);
        Map<String, Fetch.Result> results = new TreeMap<>();
        try (Threads threads = Threads.start();
                RemoteArchive remote = nodes.connector(threads.io()).open(node)) {
            if (to != null) {
                fetch(remote, new FolderSink(to, false), wanted, results);
            } else {
                try (LocalArchive archive = TheArchive.open(spec.commandLine().getErr());
                        ArchiveReceiver receiver = archive.receive(ArchiveReceiver.Promise.FETCHED, threads.io())) {
                    fetch(remote, receiver, wanted, results);
                }
            }
        }
        print(results);
        return results.size() == uids.stream().distinct().count()
                        && results.values().stream().allMatch(Fetch.Result::isComplete)
                ? 0
                : 1;
    }

    private Wanted wanted(String path) {
        List<String> parts = List.of(path.split("/", -1));
        if (parts.size() > 3 || parts.stream().anyMatch(part -> part.length() > LONGEST_UID || !part.matches(UID))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'%s' is no UID and no path STUDY/SERIES/INSTANCE of UIDs".formatted(Failures.oneLine(path)));
        }
        return new Wanted(
                parts.getFirst(),
                parts.subList(1, Math.min(2, parts.size())),
                parts.subList(Math.min(2, parts.size()), parts.size()));
    }

    private void fetch(RemoteArchive remote, ObjectSink sink, List<Wanted> wanted, Map<String, Fetch.Result> results)
            throws IOException {
        List<IOException> failed = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            try {
                Fetch fetch = new Fetch(remote, sink, Quiet.PROGRESS, GetCommand::pause);
                results.put(uids.get(i), fetch.run(wanted.get(i), new Cancellation()));
            } catch (IOException e) {
                failed.add(e);
                spec.commandLine().getErr().printf("lectern: %s: %s%n", uids.get(i), Failures.explain(e));
            }
        }
        if (!failed.isEmpty()) {
            spec.commandLine().getErr().flush();
        }
    }

    private static void pause(Duration duration, Cancellation cancellation) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        cancellation.check();
    }

    private void print(Map<String, Fetch.Result> results) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        results.forEach((uid, result) -> tell(uid, result, err));
        err.flush();
        output.print(document -> write(results, document), out -> {
            results.forEach((uid, result) -> out.printf(
                    "%s: %d of %d objects here (%d new, %s)%n",
                    uid,
                    result.listed() - result.missing().size(),
                    result.listed(),
                    result.stored(),
                    Wording.size(result.bytes())));
        });
    }

    private static void tell(String uid, Fetch.Result result, PrintWriter err) {
        if (result.conflicts() > 0) {
            err.printf(
                    "lectern: %s: %d objects came with other contents than those here; those here stay%n",
                    uid, result.conflicts());
        }
        new TreeMap<>(result.missing())
                .entrySet().stream()
                        .limit(MOST_TOLD)
                        .forEach(entry -> err.printf(
                                "lectern: %s: missing: %s: %s%n",
                                uid, Failures.oneLine(entry.getKey()), Failures.oneLine(entry.getValue())));
        if (result.missing().size() > MOST_TOLD) {
            err.printf(
                    "lectern: %s: and %d more are missing; ask again later, or tell the node's administrator%n",
                    uid, result.missing().size() - MOST_TOLD);
        }
    }

    private static void write(Map<String, Fetch.Result> results, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Map.Entry<String, Fetch.Result> entry : results.entrySet()) {
            Fetch.Result result = entry.getValue();
            json.writeStartObject();
            json.writeStringField("uid", entry.getKey());
            json.writeBooleanField("complete", result.isComplete());
            json.writeNumberField("listed", result.listed());
            json.writeNumberField("stored", result.stored());
            json.writeNumberField("alreadyHere", result.alreadyHere());
            json.writeNumberField("conflicts", result.conflicts());
            json.writeNumberField("bytes", result.bytes());
            json.writeObjectFieldStart("missing");
            for (Map.Entry<String, String> missing : new TreeMap<>(result.missing()).entrySet()) {
                json.writeStringField(missing.getKey(), missing.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
