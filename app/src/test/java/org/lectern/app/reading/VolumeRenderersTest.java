package org.lectern.app.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.reading.VolumeRenderers.Wish;
import org.lectern.imaging.codec.Parallel;

class VolumeRenderersTest {
    @TempDir
    Path folder;

    @Test
    void whatTheEnvironmentSaysIsWanted() {
        assertEquals(Wish.AUTO, Wish.of(Map.of()));
        assertEquals(Wish.CPU, Wish.of(Map.of("LECTERN_GRAPHICS", "cpu")));
        assertEquals(Wish.GPU, Wish.of(Map.of("LECTERN_GRAPHICS", " GPU ")));
        assertEquals(Wish.AUTO, Wish.of(Map.of("LECTERN_GRAPHICS", "something")));
    }

    /** A driver that took the process down is left out once, and tried again at the start after that. */
    @Test
    void aDriverThatEndedTheLastProcessIsLeftOutOnce() throws Exception {
        assumeTrue(System.getenv("DISPLAY") != null, "OpenGL needs a display");
        Path mark = Files.write(folder.resolve("graphics.mark"), new byte[] {1});
        try (Threads threads = Threads.start();
                VolumeRenderers first = new VolumeRenderers(Parallel.SEQUENTIAL);
                VolumeRenderers second = new VolumeRenderers(Parallel.SEQUENTIAL)) {
            first.find(Wish.AUTO, threads.graphics(), Optional.of(mark));
            assertEquals("cpu", first.name());
            assertTrue(
                    first.status().why().contains("ended the program the last time"),
                    first.status().why());
            second.find(Wish.GPU, threads.graphics(), Optional.of(mark));
            assertEquals("gpu", second.name());
            assertTrue(
                    second.status().why().startsWith("OpenGL"), second.status().why());
        }
    }
}
