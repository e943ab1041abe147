package org.lectern.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command line. */
@Command(
        name = "lectern",
        description = "A radiology reading workstation. Not cleared for diagnosis.",
        mixinStandardHelpOptions = true,
        version = "Lectern 0.1.0",
        subcommands = {
            DumpCommand.class,
            DecodeCommand.class,
            RenderCommand.class,
            ResliceCommand.class,
            OpenCommand.class,
            ImportCommand.class,
            StudiesCommand.class,
            RemoveCommand.class,
            DoctorCommand.class,
            SamplesCommand.class,
            BenchCommand.class,
            TrainCommand.class
        })
public final class LecternCommand {
    /** Runs a command: 0 when it succeeded, 1 when the work failed, 2 for wrong usage. */
    public static int run(String... arguments) {
        return new CommandLine(new LecternCommand())
                .setExecutionExceptionHandler((failure, line, result) -> {
                    line.getErr().println("lectern: " + Failures.explain(failure));
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }
}
