package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lectern.app.Threads;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.importing.ImportProgress;
import org.lectern.imaging.archive.importing.ImportReport;
import org.lectern.imaging.archive.importing.Importer;
import org.lectern.imaging.archive.importing.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern import}: into the local archive. Ends with 1 when anything that is DICOM could not be taken in. */
@Command(
        name = "import",
        description = "Takes files, folders, media with a DICOMDIR and ZIP archives into the local archive.")
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders, DICOMDIRs or ZIP archives.")
    private List<Path> paths;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (paths.stream().anyMatch(path -> path.toString().isEmpty())) {
            throw new ParameterException(spec.commandLine(), "An empty name is no path");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Threads threads = Threads.start();
                LocalArchive archive = TheArchive.open(spec.commandLine().getErr())) {
            ImportReport report =
                    new Importer(archive, threads.io()).run(paths, (ImportProgress progress) -> {}, () -> false);
            if (json) {
                print(report, out);
            } else {
                out.println(report.summary());
                report.notes().forEach(note -> out.println("note: an object " + note));
            }
            report.refusals().forEach(refusal -> err.println("lectern: " + refusal));
            report.stopped().ifPresent(why -> err.println("lectern: stopped: " + why));
            out.flush();
            err.flush();
            return report.isComplete() ? 0 : 1;
        }
    }

    private static void print(ImportReport report, PrintWriter out) throws IOException {
        Json.print(out, json -> {
            json.writeStartObject();
            json.writeNumberField("stored", report.stored());
            json.writeNumberField("alreadyHere", report.alreadyHere());
            json.writeNumberField("skipped", report.skipped());
            json.writeNumberField("refused", report.refused());
            json.writeNumberField("bytes", report.bytes());
            json.writeArrayFieldStart("studies");
            for (String uid : report.studyUids().stream().sorted().toList()) {
                json.writeString(uid);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("refusals");
            for (Refusal refusal : report.refusals()) {
                json.writeStartObject();
                json.writeStringField("place", refusal.place());
                json.writeStringField("reason", refusal.reason());
                json.writeStringField("remedy", refusal.remedy());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (report.stopped().isPresent()) {
                json.writeStringField("stopped", report.stopped().get());
            }
            json.writeEndObject();
        });
    }
}
