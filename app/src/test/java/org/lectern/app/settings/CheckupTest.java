package org.lectern.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckupTest {
    @TempDir
    private Path home;

    @Test
    void aSentenceOfTheArchiveEndsOnce() throws IOException {
        Folders folders = Folders.of(Map.of("LECTERN_HOME", home.toString()), home, "Linux");
        Files.writeString(folders.archive(), "a file where the archive needs a folder");
        List<Checkup.Line> archive = Checkup.run(folders, Map.of(), Optional::empty).stream()
                .filter(line -> line.what().equals("Archive"))
                .toList();
        assertEquals(1, archive.size());
        assertEquals(Checkup.State.PROBLEM, archive.getFirst().state());
        assertFalse(archive.getFirst().found().endsWith("."), archive.getFirst().found());
    }
}
