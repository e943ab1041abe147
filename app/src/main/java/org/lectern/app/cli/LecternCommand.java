package org.lectern.app.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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
            VolumeCommand.class,
            OpenCommand.class,
            ImportCommand.class,
            StudiesCommand.class,
            RemoveCommand.class,
            ArchiveCommand.class,
            NodeCommand.class,
            EchoCommand.class,
            FindCommand.class,
            GetCommand.class,
            SendCommand.class,
            ListenCommand.class,
            StationCommand.class,
            KeyCommand.class,
            PatientCommand.class,
            DoctorCommand.class,
            SamplesCommand.class,
            BenchCommand.class,
            TrainCommand.class
        })
public final class LecternCommand {
    /** Runs a command: 0 when it succeeded, 1 when the work failed, 2 for wrong usage. */
    public static int run(String... arguments) {
        CommandLine line = new CommandLine(new LecternCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, result) -> failed(command, failure))
                .setParameterExceptionHandler((wrong, given) -> misused(wrong.getCommandLine(), wrong));
        line.registerConverter(LocalDate.class, LecternCommand::date);
        line.getSubcommands().values().forEach(LecternCommand::addHelp);
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
            return failed(line, e);
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandLine.TypeConversionException("'" + text + "' is no date such as 2026-11-22");
        }
    }

    private static int misused(CommandLine command, Throwable wrong) {
        command.getErr()
                .println("lectern: %s. See: %s --help"
                        .formatted(
                                Failures.oneLine(wrong.getMessage()),
                                command.getCommandSpec().qualifiedName()));
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(CommandLine command, Throwable failure) {
        if (failure instanceof UsageException) {
            return misused(command, failure);
        }
        command.getErr().println("lectern: " + Failures.explain(failure));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void addHelp(CommandLine command) {
        if (!command.getCommandSpec().optionsMap().containsKey("--help")) {
            command.getCommandSpec().mixinStandardHelpOptions(true);
        }
        command.getSubcommands().values().forEach(LecternCommand::addHelp);
    }
}
