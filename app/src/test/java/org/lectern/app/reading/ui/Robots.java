package org.lectern.app.reading.ui;

import java.util.List;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;

/** A hand on the mouse, in coordinates of the scene. */
final class Robots {
    private Robots() {}

    /** Moves, presses, drags through all further places and lets go; {@code hold} does not let go. */
    static void mouse(Scene scene, String what, List<Double> places) throws Exception {
        MouseButton button = what.startsWith("right")
                ? MouseButton.SECONDARY
                : what.startsWith("middle") ? MouseButton.MIDDLE : MouseButton.PRIMARY;
        move(scene, places.get(0), places.get(1));
        if (what.equals("move")) {
            return;
        }
        if (what.startsWith("wheel")) {
            int clicks = Integer.parseInt(what.substring(5));
            for (int i = 0; i < Math.abs(clicks); i++) {
                ReadingHarness.onFx(() -> new Robot().mouseWheel(Integer.signum(clicks)));
            }
            return;
        }
        ReadingHarness.onFx(() -> new Robot().mousePress(button));
        for (int i = 2; i + 1 < places.size(); i += 2) {
            move(scene, places.get(i), places.get(i + 1));
        }
        if (!what.endsWith("hold")) {
            ReadingHarness.onFx(() -> new Robot().mouseRelease(button));
        }
    }

    private static void move(Scene scene, double x, double y) throws Exception {
        ReadingHarness.onFx(() -> new Robot()
                .mouseMove(
                        scene.getWindow().getX() + scene.getX() + x,
                        scene.getWindow().getY() + scene.getY() + y));
        ReadingHarness.onFx(() -> {});
    }
}
