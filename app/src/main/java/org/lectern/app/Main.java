package org.lectern.app;

import org.lectern.app.cli.LecternCommand;

/** Where the process starts. */
public final class Main {
    private Main() {}

    /** Runs the command line, or the workstation when there is none. */
    public static void main(String[] arguments) {
        System.exit(LecternCommand.run(arguments.length == 0 ? new String[] {"open"} : arguments));
    }
}
