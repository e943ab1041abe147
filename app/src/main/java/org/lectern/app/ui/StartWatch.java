package org.lectern.app.ui;

import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * Ends the process as soon as what the reader waits for at start is on the screen, and prints the milliseconds since the
 * process started: for measuring, and for training the start-up cache.
 */
final class StartWatch extends AnimationTimer {
    /** A picture set in one pulse is drawn when the pulse after the next begins. */
    private static final int PULSES_UNTIL_DRAWN = 2;

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final BooleanSupplier there;
    private final long begin = System.nanoTime();
    private int pulses;

    /** A watch that waits until something is there. */
    StartWatch(BooleanSupplier there) {
        this.there = there;
    }

    @Override
    public void handle(long now) {
        if (there.getAsBoolean()) {
            pulses++;
        } else if (System.nanoTime() - begin > PATIENCE_NANOS) {
            System.err.println("lectern: nothing was shown within two minutes; see the log");
            Runtime.getRuntime().exit(1);
        }
        if (pulses > PULSES_UNTIL_DRAWN) {
            stop();
            long millis = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
            System.out.println(millis);
            Platform.exit();
        }
    }
}
