package org.lectern.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.RemoteArchive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern echo}: whether a node answers. */
@Command(name = "echo", description = "Tests that a node answers and knows us. Explains more: lectern doctor NODE")
final class EchoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NODE", description = "A name, dicom://AET@host:port, or an http(s) base URL.")
    private String name;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        TheNodes nodes = TheNodes.open(spec.commandLine().getErr());
        Node node = nodes.node(name);
        long start = System.nanoTime();
        try (Threads threads = Threads.start();
                RemoteArchive archive = nodes.connector(threads.io()).open(node)) {
            archive.echo();
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        output.print(
                document -> {
                    document.writeStartObject();
                    document.writeStringField("node", node.name());
                    document.writeStringField("address", node.access().address());
                    document.writeNumberField("milliseconds", millis);
                    document.writeEndObject();
                },
                out -> {
                    out.printf("%s answered in %d ms%n", node.name(), millis);
                });
        return 0;
    }
}
