package org.lectern.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTest {
    private static final Path HOME = Path.of("/home/anna");

    @Test
    void everythingLivesBelowLecternHomeWhenThatIsSet() {
        Folders folders = Folders.of(Map.of("LECTERN_HOME", "/srv/lectern"), HOME, "Linux");
        assertEquals(Path.of("/srv/lectern/archive"), folders.archive());
        assertEquals(Path.of("/srv/lectern/configuration"), folders.configuration());
        assertEquals(Path.of("/srv/lectern/logs"), folders.logs());
    }

    @Test
    void linuxFollowsTheXdgBaseDirectories() {
        assertEquals(
                Path.of("/home/anna/.local/share/lectern/archive"),
                Folders.of(Map.of(), HOME, "Linux").archive());
        assertEquals(
                Path.of("/data/lectern/archive"),
                Folders.of(Map.of("XDG_DATA_HOME", "/data"), HOME, "Linux").archive());
        assertEquals(
                Path.of("/home/anna/.config/lectern"),
                Folders.of(Map.of("XDG_CONFIG_HOME", ""), HOME, "Linux").configuration());
    }
}
