package org.lectern.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where configuration, archive and logs live: the platform's usual folders (XDG Base Directory on Linux), or everything
 * below {@code LECTERN_HOME} when that is set.
 */
public record Folders(Path configuration, Path archive, Path logs) {
    /** Where the marks are, beside the archive. */
    public Path marks() {
        return archive.resolveSibling("annotations");
    }

    /** The list of transfers, beside the archive. */
    public Path transfers() {
        return archive.resolveSibling("transfers.sqlite");
    }

    /** Remembers whether the graphics driver took the process down. */
    public Path graphicsMark() {
        return logs.resolve("graphics.mark");
    }

    /** How a reader uses the list of studies, with the searches that are kept. */
    public Path listHabits() {
        return configuration.resolve("list.json");
    }

    /** What tells something about patients though it is not in the archive; encrypted with it. */
    public List<Path> besideArchive() {
        return List.of(marks(), transfers(), listHabits());
    }

    /** The folders of this process. */
    public static Folders ofThisProcess() {
        return of(System.getenv(), Path.of(System.getProperty("user.home", ".")), System.getProperty("os.name", ""));
    }

    /** Whether everything lies in a folder of its own; then nothing goes into the key store of who is signed in. */
    public static boolean areIsolated() {
        return path(System.getenv(), "LECTERN_HOME").isPresent();
    }

    /** The folders for an environment. */
    public static Folders of(Map<String, String> environment, Path home, String osName) {
        Optional<Path> all = path(environment, "LECTERN_HOME");
        if (all.isPresent()) {
            Path root = all.get();
            return new Folders(root.resolve("configuration"), root.resolve("archive"), root.resolve("logs"));
        }
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            Path local = path(environment, "LOCALAPPDATA")
                    .orElse(home.resolve("AppData/Local"))
                    .resolve("Lectern");
            Path roaming = path(environment, "APPDATA")
                    .orElse(home.resolve("AppData/Roaming"))
                    .resolve("Lectern");
            return new Folders(roaming, local.resolve("archive"), local.resolve("logs"));
        }
        if (os.contains("mac")) {
            Path support = home.resolve("Library/Application Support/Lectern");
            return new Folders(support, support.resolve("archive"), home.resolve("Library/Logs/Lectern"));
        }
        Path data = path(environment, "XDG_DATA_HOME")
                .orElse(home.resolve(".local/share"))
                .resolve("lectern");
        Path state = path(environment, "XDG_STATE_HOME")
                .orElse(home.resolve(".local/state"))
                .resolve("lectern");
        Path config = path(environment, "XDG_CONFIG_HOME")
                .orElse(home.resolve(".config"))
                .resolve("lectern");
        return new Folders(config, data.resolve("archive"), state.resolve("logs"));
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? Optional.empty() : Optional.of(Path.of(value).toAbsolutePath());
    }
}
