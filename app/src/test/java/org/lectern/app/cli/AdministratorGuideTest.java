package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Holds the administrator's guide to the command line. */
class AdministratorGuideTest {
    private static final Path GUIDE = Path.of("../packaging/docs/administrator-guide.md");

    @Test
    void everyCommandAndItsOptionsAreInTheGuide() throws IOException {
        String guide = Files.readString(GUIDE);
        new CommandLine(new LecternCommand()).getSubcommands().forEach((name, command) -> {
            String row = guide.lines()
                    .filter(line -> line.matches("\\| `" + name + "[ `].*"))
                    .findFirst()
                    .orElse("");
            boolean hidden = command.getCommandSpec().usageMessage().hidden();
            assertTrue(hidden || !row.isEmpty(), name + " is not in " + GUIDE);
            command.getCommandSpec().options().stream()
                    .filter(option -> !hidden && !option.hidden() && !option.usageHelp() && !option.versionHelp())
                    .forEach(option ->
                            assertTrue(row.contains(option.longestName()), name + " " + option.longestName()));
        });
    }
}
