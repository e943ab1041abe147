package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.io.IOException;

/**
 * Kills a process after the line that was drawn and answers the last number that it printed.
 *
 * <p>The process says each step to the disk before it does it, so the line decides what it is about when it dies; no clock
 * does.
 */
record Killing(int lines) {
    /** The last number of all that it said, or -1. */
    int of(Process process) throws IOException, InterruptedException {
        int last = -1;
        try (BufferedReader reader = process.inputReader()) {
            for (int i = 0; i < lines; i++) {
                String line = reader.readLine();
                assertNotNull(line, "the process ended by itself");
                last = number(line, last);
            }
            process.toHandle().destroyForcibly(); // unlike the process's own method, leaves its output readable
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last = number(line, last);
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
        return last;
    }

    private static int number(String line, int before) {
        return line.matches("[0-9]+") ? Integer.parseInt(line) : before;
    }
}
