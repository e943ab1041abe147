package org.lectern.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lectern.app.ui.Workstation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lectern open}: the workstation; the only command that loads the window toolkit. */
@Command(name = "open", description = "Starts the workstation, importing and opening what is named.")
final class OpenCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATH|UID",
            arity = "0..*",
            description = "Files, folders or ZIP archives to import, or a Study Instance UID to open.")
    private List<String> what = List.of();

    @Override
    public Integer call() {
        return Workstation.start(
                what.stream()
                        .filter(name -> Path.of(name).toFile().exists() || !isUid(name))
                        .map(Path::of)
                        .toList(),
                what.stream()
                        .filter(name -> !Path.of(name).toFile().exists() && isUid(name))
                        .toList());
    }

    private static boolean isUid(String text) {
        return text.matches("[0-9]+(\\.[0-9]+)+");
    }
}
