package org.lectern.app.reading.ui;

import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts JavaFX once; skips the tests where there is no screen to draw on. */
public final class FxToolkit implements BeforeAllCallback {
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    @Override
    public void beforeAll(ExtensionContext context) {
        boolean linux = System.getProperty("os.name").startsWith("Linux");
        Assumptions.assumeTrue(!linux || System.getenv("DISPLAY") != null, "there is no screen");
        if (!STARTED.getAndSet(true)) {
            try {
                Platform.startup(() -> Platform.setImplicitExit(false));
            } catch (IllegalStateException startedByOthers) {
                Platform.runLater(() -> Platform.setImplicitExit(false));
            }
        }
    }
}
