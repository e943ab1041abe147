package org.lectern.app.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Works on the screen's thread and waits for what appears there. */
public final class Screens {
    private static final int PATIENCE_S = 60;

    private Screens() {}

    /** Does something on the screen's thread. */
    public static <T> T on(Callable<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.call());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    /** Waits until something holds, looking at each pulse of the screen. */
    public static void until(String what, Callable<Boolean> holds) throws Exception {
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        AnimationTimer timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                try {
                    if (holds.call()) {
                        stop();
                        reached.complete(true);
                    }
                } catch (Throwable e) {
                    stop();
                    reached.completeExceptionally(e);
                }
            }
        };
        Platform.runLater(timer::start);
        try {
            reached.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("never: " + what, e);
        } finally {
            Platform.runLater(timer::stop);
        }
    }

    /** Presses a key where the cursor is: {@code Ctrl+E}, {@code DOWN}. */
    public static void press(Scene scene, String chord) throws Exception {
        on(() -> {
            Node target = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
            press(target, chord);
            return true;
        });
    }

    /** Presses a key at a control. Screen's thread. */
    public static void press(Node target, String chord) {
        KeyCode code = KeyCode.valueOf(chord.substring(chord.lastIndexOf('+') + 1));
        Event.fireEvent(
                target,
                new KeyEvent(
                        KeyEvent.KEY_PRESSED,
                        "",
                        "",
                        code,
                        chord.contains("Shift+"),
                        chord.contains("Ctrl+"),
                        chord.contains("Alt+"),
                        false));
    }
}
