package org.lectern.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lectern.app.ui.Workstation;
import org.lectern.app.ui.Workstation.Stay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code lectern open}: the workstation; the only command that loads the window toolkit.
 *
 * <p>Its usual command lines are understood without the parser, which would cost a tenth of the time to the window.
 */
@Command(name = "open", description = "Starts the workstation, importing and opening what is named.")
public final class OpenCommand implements Callable<Integer> {
    private static final String NAME = "open";
    private static final String BRIEF = "--exit-after-first-image";
    private static final String UNSEEN = "--unseen";

    @Parameters(
            paramLabel = "PATH|UID",
            arity = "0..*",
            description = "Files, folders or ZIP archives to import, or a Study Instance UID to open.")
    private List<String> what = List.of();

    @Option(
            names = BRIEF,
            hidden = true,
            description = "Ends when the first image (or, with nothing to open, the list) is on the screen,"
                    + " and prints the milliseconds since the process started.")
    private boolean brief;

    @Option(names = UNSEEN, hidden = true, description = "The same with an invisible window.")
    private boolean unseen;

    private OpenCommand() {}

    @Override
    public Integer call() {
        return open(what, unseen ? Stay.UNTIL_FIRST_IMAGE_UNSEEN : brief ? Stay.UNTIL_FIRST_IMAGE : Stay.UNTIL_CLOSED);
    }

    /** Whether a command line opens the workstation and needs no parser. */
    public static boolean isPlain(String... arguments) {
        return arguments.length == 0
                || arguments[0].equals(NAME)
                        && List.of(arguments).stream().allMatch(word -> !word.startsWith("-") || word.equals(BRIEF));
    }

    /** Opens the workstation with a plain command line, without its first word. */
    public static int open(List<String> words) {
        List<String> names = new ArrayList<>(words);
        boolean asked = names.removeIf(BRIEF::equals);
        return open(names, asked ? Stay.UNTIL_FIRST_IMAGE : Stay.UNTIL_CLOSED);
    }

    private static int open(List<String> names, Stay stay) {
        return Workstation.start(
                names.stream().filter(name -> !isStudy(name)).map(Path::of).toList(),
                names.stream().filter(OpenCommand::isStudy).toList(),
                stay);
    }

    private static boolean isStudy(String name) {
        return name.matches("[0-9]+(\\.[0-9]+)+") && !Files.exists(Path.of(name));
    }
}
