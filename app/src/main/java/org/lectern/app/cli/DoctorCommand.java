package org.lectern.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.lectern.app.Threads;
import org.lectern.app.reading.VolumeRenderers;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.settings.Checkup;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Logs;
import org.lectern.imaging.codec.Parallel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern doctor}: what is well and what is to be done, in plain words. Ends with 1 when there is a problem. */
@Command(
        name = "doctor",
        description =
                "Looks at Java, memory, display, archive, settings and decoders, or at the connection to a node, both ways,"
                        + " and says what to do.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NODE",
            arity = "0..1",
            description = "A name, dicom://AET@host:port, or an http(s) base URL.")
    private @Nullable String node;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        if (node != null) {
            return NodeDoctor.run(node, output.isJson(), spec.commandLine());
        }
        Folders folders = Folders.ofThisProcess();
        Logs.start(folders.logs());
        MasterKeys keys = TheNodes.keys(folders);
        ArchiveKey key = new ArchiveKey(folders, keys);
        List<Checkup.Line> lines = new ArrayList<>(Checkup.run(folders, System.getenv(), () -> found(key)));
        lines.add(volumes());
        lines.add(KeyCheck.line(keys));
        output.print(
                document -> {
                    document.writeStartArray();
                    for (Checkup.Line line : lines) {
                        document.writeStartObject();
                        document.writeStringField("state", line.state().name().toLowerCase(Locale.ROOT));
                        document.writeStringField("what", line.what());
                        document.writeStringField("found", line.found());
                        document.writeStringField("remedy", line.remedy());
                        document.writeEndObject();
                    }
                    document.writeEndArray();
                },
                out -> {
                    lines.forEach(line -> out.printf(
                            "%-8s %-10s %s%s%n",
                            mark(line.state()),
                            line.what(),
                            line.found(),
                            line.remedy().isEmpty() ? "" : ". What to do: " + line.remedy() + "."));
                });
        return lines.stream().anyMatch(line -> line.state() == Checkup.State.PROBLEM) ? 1 : 0;
    }

    private static Checkup.Line volumes() {
        try (Threads threads = Threads.start();
                VolumeRenderers renderers = new VolumeRenderers(Parallel.SEQUENTIAL)) {
            renderers.find(VolumeRenderers.Wish.of(System.getenv()), threads.graphics(), Optional.empty());
            return new Checkup.Line(Checkup.State.WELL, "Volumes", "drawn by " + renderers.status(), "");
        }
    }

    /** A passphrase that is not given, or is wrong, hides the archive and is no fault of the computer. */
    private static Optional<SecretKey> found(ArchiveKey key) throws IOException {
        try {
            return key.find();
        } catch (IOException e) {
            if (key.isAskedFor()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String mark(Checkup.State state) {
        return switch (state) {
            case WELL -> "ok";
            case NOTE -> "note";
            case PROBLEM -> "problem";
        };
    }
}
