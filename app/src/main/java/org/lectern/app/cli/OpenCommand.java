package org.lectern.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lectern.app.ui.Workstation;
import org.lectern.app.ui.Workstation.Stay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lectern open}: the workstation; the only command that loads the window toolkit. */
@Command(name = "open", description = "Starts the workstation, importing and opening what is named.")
final class OpenCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATH|UID",
            arity = "0..*",
            description = "Files, folders or ZIP archives to import, or a Study Instance UID to open.")
    private List<String> what = List.of();

    @Option(
            names = "--exit-after-first-image",
            hidden = true,
            description = "Ends when the first image (or, with nothing to open, the list) is on the screen,"
                    + " and prints the milliseconds since the process started.")
    private boolean brief;

    @Option(names = "--unseen", hidden = true, description = "The same with an invisible window.")
    private boolean unseen;

    @Override
    public Integer call() {
        return Workstation.start(
                what.stream()
                        .filter(name -> Path.of(name).toFile().exists() || !isUid(name))
                        .map(Path::of)
                        .toList(),
                what.stream()
                        .filter(name -> !Path.of(name).toFile().exists() && isUid(name))
                        .toList(),
                unseen ? Stay.UNTIL_FIRST_IMAGE_UNSEEN : brief ? Stay.UNTIL_FIRST_IMAGE : Stay.UNTIL_CLOSED);
    }

    private static boolean isUid(String text) {
        return text.matches("[0-9]+(\\.[0-9]+)+");
    }
}
