package org.lectern.imaging.part10;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Real files that are not part of the project; tests that want them are skipped without. */
final class SharedFiles {
    private SharedFiles() {}

    static Path folder() {
        String given = System.getProperty("lectern.data");
        Path folder = given != null ? Path.of(given) : Path.of("..", "..", "shared", "data");
        assumeTrue(Files.isDirectory(folder), "no folder of real files");
        return folder;
    }

    static Path file(String name) {
        Path file = folder().resolve(name);
        assumeTrue(Files.exists(file), name + " is not there");
        return file;
    }

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
