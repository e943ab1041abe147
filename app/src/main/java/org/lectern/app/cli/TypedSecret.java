package org.lectern.app.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.app.security.Passphrase;

/**
 * Where a secret comes from: a file that is named, a variable, or the terminal without echo. Never an argument, which
 * everybody on the computer could see.
 */
final class TypedSecret {
    private static final int LONGEST_BYTES = 8_192;

    private TypedSecret() {}

    /**
     * A secret that has to be there.
     *
     * @param file {@code -} for standard input
     * @param variable a variable of the environment
     * @param what for the prompt, such as {@code Password of maria}
     */
    static String needed(@Nullable Path file, String variable, String what) throws IOException {
        if (file != null) {
            return read(file);
        }
        String given = System.getenv(variable);
        if (given != null && !given.isEmpty()) {
            return given;
        }
        return typed(what)
                .map(String::new)
                .orElseThrow(() -> new IOException(
                        "%s is needed: name a file that holds it with the option for it, or put it into %s"
                                .formatted(what, variable)));
    }

    /** A secret that may be missing; nobody is asked for it. */
    static Optional<String> given(@Nullable Path file, String variable) throws IOException {
        if (file != null) {
            return Optional.of(read(file));
        }
        return Optional.ofNullable(System.getenv(variable)).filter(text -> !text.isEmpty());
    }

    /** The first line of a file. */
    private static String read(Path file) throws IOException {
        byte[] bytes;
        if (file.toString().equals("-")) {
            bytes = System.in.readNBytes(LONGEST_BYTES + 1);
        } else {
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(LONGEST_BYTES + 1);
            }
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        String line = text.lines().findFirst().orElse("");
        if (bytes.length > LONGEST_BYTES || line.isEmpty()) {
            throw new IOException("%s holds no secret: its first line is to be the secret and nothing else"
                    .formatted(file.toString().equals("-") ? "standard input" : file));
        }
        return line;
    }

    private static Optional<char[]> typed(String what) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("%s: ", what))
                .filter(text -> text.length > 0);
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isEmpty());
    }

    /**
     * The passphrase of the master key: from the file that LECTERN_PASSPHRASE_FILE names, or the terminal; one that is
     * chosen from that of LECTERN_NEW_PASSPHRASE_FILE first.
     */
    static Passphrase passphrase() {
        return fresh -> {
            Optional<String> file = variable(fresh ? "LECTERN_NEW_PASSPHRASE_FILE" : "LECTERN_PASSPHRASE_FILE")
                    .or(() -> variable("LECTERN_PASSPHRASE_FILE"));
            if (file.isPresent()) {
                return Optional.of(read(Path.of(file.get())).toCharArray());
            }
            if (!fresh) {
                return typed("Passphrase");
            }
            Optional<char[]> first = typed(
                    "Choose a passphrase for stored passwords and the archive (nothing: they stay readable for this account)");
            if (first.isPresent()
                    && !Arrays.equals(first.get(), typed("The same again").orElse(new char[0]))) {
                throw new IOException("The two passphrases differ");
            }
            return first;
        };
    }
}
