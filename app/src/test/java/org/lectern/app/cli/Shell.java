package org.lectern.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lectern.app.Main;

/** The command line as a script sees it: a process, its output, its exit code; everything below one folder. */
final class Shell {
    private final Path folder;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int runs;

    record Run(int code, String out, String err) {
        @Override
        public String toString() {
            return "exit %d%n%s%n%s".formatted(code, out, err);
        }
    }

    Shell(Path folder) {
        this.folder = folder;
    }

    Path home() {
        return folder.resolve("home");
    }

    Shell with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LECTERN_HOME", home().toString());
        builder.environment().remove("DISPLAY");
        builder.environment().putAll(variables);
        return builder;
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return typing("", arguments);
    }

    /** With something on standard input. */
    Run typing(String input, String... arguments) throws IOException, InterruptedException {
        runs++;
        Path in = Files.writeString(folder.resolve("in-" + runs), input);
        Path out = folder.resolve("out-" + runs);
        Path err = folder.resolve("err-" + runs);
        Process process = builder(arguments)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new IOException("does not end: " + String.join(" ", arguments) + Files.readString(err));
            }
        } finally {
            process.destroyForcibly();
            Files.delete(in);
        }
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** Starts one that goes on; its standard output is read by the test. */
    Process start(String... arguments) throws IOException {
        runs++;
        return builder(arguments)
                .redirectError(folder.resolve("err-" + runs).toFile())
                .start();
    }

    /** What the one started last has complained of. */
    String complaints() throws IOException {
        return Files.readString(folder.resolve("err-" + runs), StandardCharsets.UTF_8);
    }
}
