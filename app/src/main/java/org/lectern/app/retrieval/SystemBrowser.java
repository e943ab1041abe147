package org.lectern.app.retrieval;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;

/**
 * The browser that the person at this computer uses.
 *
 * @param command what opens a page, to which its address is added
 * @param io waits for what was started
 */
public record SystemBrowser(List<String> command, Executor io) {
    /** The one that the operating system says. */
    public static SystemBrowser ofThisComputer(Executor io) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return new SystemBrowser(List.of("rundll32", "url.dll,FileProtocolHandler"), io);
        }
        return new SystemBrowser(List.of(system.startsWith("mac") ? "open" : "xdg-open"), io);
    }

    /**
     * Opens a page. Returns at once.
     *
     * @param failed hears, on some thread, that it could not be opened
     */
    public void open(URI page, Runnable failed) {
        List<String> line = new java.util.ArrayList<>(command);
        line.add(page.toASCIIString());
        try {
            Process process = new ProcessBuilder(line)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            io.execute(() -> watch(process, failed));
        } catch (IOException e) {
            failed.run();
        }
    }

    /** Some stay as long as the browser does, some only call it; one that ends badly has opened nothing. */
    private static void watch(Process process, Runnable failed) {
        try {
            if (process.waitFor() != 0) {
                failed.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the program is ending; the browser stays
        }
    }
}
