package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command found out, on standard output: lines for people or, with {@code --json}, one document for programs. */
final class Output {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    /** Writes lines. */
    interface Lines {
        void to(PrintWriter out) throws IOException;
    }

    void print(Json.Writing document, Lines lines) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, document);
        } else {
            lines.to(out);
            out.flush();
        }
    }
}
