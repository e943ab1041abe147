package org.lectern.app.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.PatientId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern patient}: what a hospital's patient administration found out later (IHE PIR, RAD-12). */
@Command(
        name = "patient",
        description = "Merges patients and corrects their data in the local archive; files stay as they came.",
        subcommands = {PatientCommand.Merge.class, PatientCommand.Update.class})
final class PatientCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "One of merge, update is missing");
    }

    /** {@code lectern patient merge}: ADT A40. Patients are named by ID and issuer, never by name. */
    @Command(name = "merge", description = "Lists the studies of one patient as those of another (ADT A40).")
    static final class Merge implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "ID", description = "Patient ID that is given up.")
        private String from = "";

        @Parameters(index = "1", paramLabel = "INTO", description = "Patient ID that stays.")
        private String into = "";

        @Option(names = "--issuer", paramLabel = "ISSUER", description = "Issuer of the ID that is given up.")
        private String fromIssuer = "";

        @Option(names = "--into-issuer", paramLabel = "ISSUER", description = "Issuer of the ID that stays.")
        private String intoIssuer = "";

        @Override
        public Integer call() throws IOException {
            PatientId given = id(spec, from, fromIssuer);
            PatientId kept = id(spec, into, intoIssuer);
            if (given.equals(kept)) {
                throw new ParameterException(spec.commandLine(), "A patient cannot be merged with itself");
            }
            try (LocalArchive archive = TheArchive.open(spec.commandLine().getErr())) {
                archive.mergePatient(given, kept);
            }
            return 0;
        }
    }

    /** {@code lectern patient update}: ADT A08. */
    @Command(name = "update", description = "Corrects how a patient is listed (ADT A08); what is not given stays.")
    static final class Update implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "ID", description = "Patient ID.")
        private String id = "";

        @Option(names = "--issuer", paramLabel = "ISSUER", description = "Issuer of the ID.")
        private String issuer = "";

        @Option(names = "--name", paramLabel = "FAMILY^GIVEN", description = "The right name.")
        private String name = "";

        @Option(names = "--born", paramLabel = "YYYY-MM-DD", description = "The right date of birth.")
        private @Nullable LocalDate born;

        @Option(names = "--sex", paramLabel = "F|M|O", description = "The right sex.")
        private String sex = "";

        @Override
        public Integer call() throws IOException {
            if (name.isBlank() && born == null && sex.isBlank()) {
                throw new ParameterException(spec.commandLine(), "Nothing to correct: give --name, --born or --sex");
            }
            if (!sex.isEmpty() && !sex.matches("[FMO]")) {
                throw new ParameterException(spec.commandLine(), "A sex is F, M or O");
            }
            try (LocalArchive archive = TheArchive.open(spec.commandLine().getErr())) {
                archive.updatePatient(id(spec, id, issuer), name, Optional.ofNullable(born), sex);
            }
            return 0;
        }
    }

    private static PatientId id(CommandSpec spec, String id, String issuer) {
        if (id.isBlank()) {
            throw new ParameterException(spec.commandLine(), "An empty ID names no patient");
        }
        return new PatientId(id, issuer);
    }
}
