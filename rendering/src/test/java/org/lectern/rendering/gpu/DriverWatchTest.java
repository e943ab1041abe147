package org.lectern.rendering.gpu;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverWatchTest {
    @TempDir
    Path folder;

    @Test
    void aProcessThatEndsWhileTheDriverWorksIsKnownOnce() throws IOException {
        Path file = folder.resolve("graphics.mark");
        DriverWatch first = DriverWatch.in(file);
        assertFalse(first.crashed());
        first.begin(); // and the process is gone
        assertTrue(DriverWatch.in(file).crashed());
        assertFalse(DriverWatch.in(file).crashed());
    }

    @Test
    void aProcessThatEndsBetweenPicturesHasNotCrashed() throws IOException {
        Path file = folder.resolve("graphics.mark");
        DriverWatch first = DriverWatch.in(file);
        first.begin();
        first.end();
        assertFalse(DriverWatch.in(file).crashed());
    }
}
