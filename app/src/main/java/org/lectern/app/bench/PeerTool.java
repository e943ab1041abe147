package org.lectern.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Another product's network tool, measured once as a whole process: as it comes, or with the small-packet delays taken out
 * of it by a shim ({@code quickack.c}, built with the system's C compiler).
 */
final class PeerTool {
    private static final long TIMEOUT_SECONDS = 180;

    private final Bench bench;
    private @Nullable Path shim;
    private boolean built;

    PeerTool(Bench bench) {
        this.bench = bench;
    }

    /** Seconds of a tool as it comes; nothing where it is not installed or fails. */
    OptionalDouble stock(List<String> command) throws IOException {
        return run(command, Optional.empty());
    }

    /** Seconds of a tool without its small-packet delays; nothing where the shim cannot be built either. */
    OptionalDouble tuned(List<String> command) throws IOException {
        Optional<Path> library = shim();
        return library.isPresent() ? run(command, library) : OptionalDouble.empty();
    }

    private OptionalDouble run(List<String> command, Optional<Path> preload) throws IOException {
        if (!bench.isInstalled(command.getFirst())) {
            return OptionalDouble.empty();
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(bench.scratch("tool").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        preload.ifPresent(library -> builder.environment().put("LD_PRELOAD", library.toString()));
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return OptionalDouble.empty();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return process.exitValue() == 0 ? OptionalDouble.of(seconds) : OptionalDouble.empty();
    }

    private Optional<Path> shim() throws IOException {
        if (!built) {
            built = true;
            Path folder = bench.scratch("shim");
            Path source = folder.resolve("quickack.c");
            try (InputStream text = Objects.requireNonNull(PeerTool.class.getResourceAsStream("quickack.c"))) {
                Files.copy(text, source);
            }
            Path library = folder.resolve("quickack.so");
            boolean done = bench.succeeds(
                    "cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-ldl");
            shim = done ? library : null;
        }
        return Optional.ofNullable(shim);
    }
}
