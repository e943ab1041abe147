package org.lectern.app.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the data set of a file, as text or as DICOM JSON (PS3.18 Annex F); what is irregular on standard error. */
@Command(
        name = "dump",
        description = "Shows the data set of a DICOM file, or of an object in the archive.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DumpCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE|UID",
            description = "A DICOM file, a bare data set, or the SOP Instance UID of an object in the archive.")
    private String file = "";

    @Option(names = "--json", description = "The DICOM JSON model; bulk data as URI with offset and length.")
    private boolean json;

    @Option(names = "--long", description = "Values in full.")
    private boolean full;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        DicomFile read =
                DicomFile.read(new FileOrUid(file).file(spec.commandLine().getErr()));
        OutputStream out = new BufferedOutputStream(System.out);
        if (json) {
            DicomJson.dump(read.dataSet(), out);
            out.write('\n');
            out.flush();
        } else {
            PrintWriter text = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            new DataSetText(text, full).print(read);
            text.flush();
        }
        for (Finding finding : read.findings()) {
            spec.commandLine().getErr().println("lectern: " + file + ": " + finding);
        }
        return 0;
    }
}
