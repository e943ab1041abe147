package org.lectern.app.reading.ui;

import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;

/** A hand on the mouse without a mouse. */
final class Robots {
    private Robots() {}

    /** {@code drag} or {@code click} along scene coordinates. */
    static void mouse(Scene scene, String what, List<Double> places) {
        double x = places.get(0);
        double y = places.get(1);
        Node target = deepest(scene.getRoot(), x, y);
        send(target, MouseEvent.MOUSE_MOVED, x, y, MouseButton.NONE);
        send(target, MouseEvent.MOUSE_PRESSED, x, y, MouseButton.PRIMARY);
        for (int i = 2; i + 1 < places.size(); i += 2) {
            x = places.get(i);
            y = places.get(i + 1);
            send(target, MouseEvent.MOUSE_DRAGGED, x, y, MouseButton.PRIMARY);
        }
        if (!what.equals("hold")) {
            send(target, MouseEvent.MOUSE_RELEASED, x, y, MouseButton.PRIMARY);
        }
        send(target, MouseEvent.MOUSE_MOVED, x, y, MouseButton.NONE);
    }

    private static Node deepest(Node node, double x, double y) {
        if (node instanceof javafx.scene.Parent parent) {
            var children = parent.getChildrenUnmodifiable();
            for (int i = children.size() - 1; i >= 0; i--) {
                Node child = children.get(i);
                var local = child.sceneToLocal(x, y);
                if (child.isVisible() && !child.isMouseTransparent() && local != null && child.contains(local)) {
                    return deepest(child, x, y);
                }
            }
        }
        return node;
    }

    private static void send(Node target, EventType<MouseEvent> type, double x, double y, MouseButton button) {
        var local = target.sceneToLocal(x, y);
        boolean down = button == MouseButton.PRIMARY;
        PickResult pick = new PickResult(target, x, y);
        Event.fireEvent(
                target,
                new MouseEvent(
                        target, target, type, x, y, x, y, button, 1, false, false, false, false, down, false, false,
                        false, false, false, pick));
        assert local != null;
    }
}
