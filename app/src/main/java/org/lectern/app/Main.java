package org.lectern.app;

import java.util.List;
import org.lectern.app.cli.LecternCommand;
import org.lectern.app.cli.OpenCommand;

/** Where the process starts. */
public final class Main {
    private Main() {}

    /** Runs the command line, or the workstation when there is none. */
    public static void main(String[] arguments) {
        // The window does not wait for the command line's parser.
        System.exit(
                OpenCommand.isPlain(arguments)
                        ? OpenCommand.open(List.of(arguments).subList(Math.min(1, arguments.length), arguments.length))
                        : LecternCommand.run(arguments));
    }
}
