package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.lectern.app.wording.Amounts;
import org.lectern.app.wording.Wording;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.Removal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern remove}: out of the local archive. Ends with 1 when a UID is not there. */
@Command(name = "remove", description = "Removes studies, series or instances from the local archive, files included.")
final class RemoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "UID", arity = "1..*", description = "Study, Series or SOP Instance UIDs.")
    private List<String> uids;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        int missing = 0;
        try (LocalArchive archive = TheArchive.open(spec.commandLine().getErr())) {
            for (String uid : uids) {
                Removal removal = archive.remove(uid);
                if (removal.instances() == 0) {
                    missing++;
                    spec.commandLine()
                            .getErr()
                            .println("lectern: nothing in the archive has the UID " + uid
                                    + "; list what is there with: lectern studies --json");
                } else {
                    out.printf(
                            "%s removed (%s)%n",
                            Amounts.of(removal.instances(), "object"), Wording.size(removal.bytes()));
                }
            }
        }
        out.flush();
        return missing == 0 ? 0 : 1;
    }
}
