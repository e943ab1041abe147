package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.app.retrieval.RemoteArchive.Reference;
import org.lectern.app.retrieval.RemoteArchive.TransferEnd;
import org.lectern.app.wording.Amounts;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomFormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern send}: to a node. Ends with 1 when anything was not taken. */
@Command(
        name = "send",
        description = "Sends files, folders, or what the archive has under a study, series or instance UID, to a node.")
final class SendCommand implements Callable<Integer> {
    private static final int MOST_TOLD = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "NODE",
            description = "A name, dicom://AET@host:port, or an http(s) base URL.")
    private String name;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH|UID", description = "What to send.")
    private List<String> what;

    @Option(names = "--commit", description = "Asks the node to take responsibility afterwards (storage commitment).")
    private boolean commit;

    @Mixin
    private Output output;

    private final Map<String, String> refused = new TreeMap<>();

    @Override
    public Integer call() throws IOException {
        TheNodes nodes = TheNodes.open(spec.commandLine().getErr());
        Node node = nodes.node(name);
        List<Path> files = new ArrayList<>();
        try (Threads threads = Threads.start()) {
            Optional<LocalArchive> archive = what.stream().map(FileOrUid::new).anyMatch(FileOrUid::isUid)
                    ? Optional.of(TheArchive.open(spec.commandLine().getErr(), nodes.keys()))
                    : Optional.empty();
            try {
                for (String one : what) {
                    FileOrUid meant = new FileOrUid(one);
                    files.addAll(
                            archive.isPresent() && meant.isUid() ? meant.files(archive.get()) : files(Path.of(one)));
                }
                return send(nodes, node, files, threads);
            } finally {
                if (archive.isPresent()) {
                    archive.get().close();
                }
            }
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private int send(TheNodes nodes, Node node, List<Path> files, Threads threads) throws IOException {
        List<Path> good = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        for (Path file : files) {
            reference(file).ifPresent(reference -> {
                good.add(file);
                references.add(reference);
            });
        }
        TransferEnd end = new TransferEnd(0, Map.of(), false);
        Optional<Map<String, String>> uncommitted = Optional.empty();
        if (!good.isEmpty()) {
            try (RemoteArchive remote = nodes.connector(threads.io()).open(node)) {
                end = store(remote, good);
                refused.putAll(end.failures());
                if (commit) {
                    uncommitted = remote.commit(
                            references.stream()
                                    .filter(reference -> !refused.containsKey(reference.sopInstanceUid()))
                                    .toList(),
                            new Cancellation());
                }
            }
        }
        print(node, end, uncommitted);
        boolean committed = !commit || uncommitted.map(Map::isEmpty).orElse(false);
        return refused.isEmpty() && committed && end.transferred() > 0 ? 0 : 1;
    }

    /** Where the connection does not last, what went over before is told. */
    private TransferEnd store(RemoteArchive remote, List<Path> files) throws IOException {
        Went went = new Went();
        try {
            return remote.store(files, went, new Cancellation());
        } catch (IOException e) {
            tell(refused, "not sent", spec.commandLine().getErr());
            spec.commandLine()
                    .getErr()
                    .printf(
                            "lectern: %d of %d objects were sent before the connection failed%n",
                            went.count.get(), files.size());
            throw e;
        }
    }

    /** Counts what went over. */
    private static final class Went implements RemoteArchive.Progress {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes) {
            count.incrementAndGet();
        }

        @Override
        public void failed(String sopInstanceUid, String why) {}

        @Override
        public void remaining(int objects) {}
    }

    private Optional<Reference> reference(Path file) {
        try {
            DicomFile header = DicomFile.readHeader(file);
            String sopClass = header.dataSet().text(Tag.SOPClassUID).orElse("");
            String uid = header.dataSet().text(Tag.SOPInstanceUID).orElse("");
            if (sopClass.isEmpty() || uid.isEmpty()) {
                refused.put(file.toString(), "has no SOP Class UID or SOP Instance UID and cannot be sent");
                return Optional.empty();
            }
            return Optional.of(new Reference(sopClass, uid));
        } catch (DicomFormatException e) {
            refused.put(file.toString(), "is not a DICOM file");
        } catch (IOException e) {
            refused.put(file.toString(), Failures.explain(e));
        }
        return Optional.empty();
    }

    private void print(Node node, TransferEnd end, Optional<Map<String, String>> uncommitted) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        tell(refused, "not sent", err);
        uncommitted.ifPresent(failures -> tell(failures, "not committed", err));
        if (commit && uncommitted.isEmpty() && end.transferred() > 0) {
            err.printf("lectern: %s offers no storage commitment; keep the objects here%n", node.name());
        }
        err.flush();
        output.print(
                document -> {
                    document.writeStartObject();
                    document.writeStringField("node", node.name());
                    document.writeNumberField("sent", end.transferred());
                    map(document, "failed", refused);
                    if (commit) {
                        document.writeBooleanField(
                                "committed", uncommitted.map(Map::isEmpty).orElse(false));
                        map(document, "uncommitted", uncommitted.orElse(Map.of()));
                    }
                    document.writeEndObject();
                },
                out -> {
                    out.printf("%s sent to %s%n", Amounts.of(end.transferred(), "object"), node.name());
                    if (commit && uncommitted.map(Map::isEmpty).orElse(false)) {
                        out.printf("%s has taken responsibility for them%n", node.name());
                    }
                });
    }

    private static void map(com.fasterxml.jackson.core.JsonGenerator json, String name, Map<String, String> entries)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void tell(Map<String, String> failures, String what, PrintWriter err) {
        failures.entrySet().stream()
                .limit(MOST_TOLD)
                .forEach(entry -> err.printf(
                        "lectern: %s: %s: %s%n",
                        what, Failures.oneLine(entry.getKey()), Failures.oneLine(entry.getValue())));
        if (failures.size() > MOST_TOLD) {
            err.printf("lectern: %s: and %d more%n", what, failures.size() - MOST_TOLD);
        }
    }
}
