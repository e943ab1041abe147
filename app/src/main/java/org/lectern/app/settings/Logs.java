package org.lectern.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends the log to a rotating file instead of the terminal. Nothing that is logged may contain patient data. */
public final class Logs {
    private static final int FILE_BYTES = 2 << 20;
    private static final int FILES = 5;

    private Logs() {}

    /** Starts logging into a folder; where that cannot be, warnings go to the terminal. */
    public static void start(Path folder) {
        Logger root = Logger.getLogger("");
        try {
            Files.createDirectories(folder);
            FileHandler file =
                    new FileHandler(folder.resolve("lectern-%u-%g.log").toString(), FILE_BYTES, FILES, true);
            file.setFormatter(new SimpleFormatter());
            file.setLevel(Level.INFO);
            for (Handler handler : root.getHandlers()) {
                root.removeHandler(handler);
            }
            root.addHandler(file);
        } catch (IOException e) {
            root.setLevel(Level.WARNING);
        }
    }
}
