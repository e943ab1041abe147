package org.lectern.app.reading.ui;

import org.lectern.rendering.view.Point2;

/** The crosshair of a multiplanar reading in the reader's hand. */
final class MprInput {
    private final ViewportPane pane;

    MprInput(ViewportPane pane) {
        this.pane = pane;
    }

    boolean isOver(Point2 place) {
        return pane.viewport().content().isEmpty() && place.x() < 0;
    }

    boolean press(Point2 place) {
        return isOver(place);
    }

    void drag(Point2 place) {
        isOver(place);
    }

    void release() {
        pane.redraw();
    }
}
