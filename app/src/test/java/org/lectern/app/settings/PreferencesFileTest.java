package org.lectern.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesFileTest {
    @TempDir
    Path folder;

    @Test
    void theWindowAndTheSizeOfTextAreKept() {
        Preferences.Bounds bounds = new Preferences.Bounds(-20, 5, 1366, 768, true);
        PreferencesFile file = new PreferencesFile(folder.resolve("new"));
        file.change(kept -> kept.withWindow(bounds).withTextScale(1.25));
        file.save();
        assertEquals(
                Preferences.INITIAL.withWindow(bounds).withTextScale(1.25),
                new PreferencesFile(folder.resolve("new")).preferences());
    }

    @Test
    void aDamagedFileMeansTheInitialPreferences() throws IOException {
        Files.writeString(folder.resolve("preferences.json"), "{\"textScale\": 1.2");
        assertEquals(Preferences.INITIAL, new PreferencesFile(folder).preferences());
    }

    @Test
    void nonsenseAndWhatANewerVersionWroteAreSteppedOver() throws IOException {
        Files.writeString(
                folder.resolve("preferences.json"),
                "{\"tabs\": {\"a\": [1]}, \"textScale\": 40, \"windowX\": 1, \"windowY\": 1, \"windowWidth\": -3}");
        assertEquals(Preferences.INITIAL, new PreferencesFile(folder).preferences());
    }
}
