package org.lectern.app.reading.ui;

import java.util.Optional;
import org.lectern.app.reading.Crosshair;
import org.lectern.app.reading.MprContent;
import org.lectern.app.reading.MprHand;
import org.lectern.app.reading.MprPicture;
import org.lectern.rendering.view.Point2;

/** The crosshair of a multiplanar reading under the pointer of one viewport. */
final class MprInput {
    private final ViewportPane pane;
    private Optional<MprHand> hand = Optional.empty();

    MprInput(ViewportPane pane) {
        this.pane = pane;
    }

    boolean isOver(Point2 place) {
        return hit(place).isPresent();
    }

    boolean press(Point2 place) {
        hand = hit(place).flatMap(hit -> content().map(content -> new MprHand(content, hit, place)));
        return hand.isPresent();
    }

    void drag(Point2 place) {
        hand.ifPresent(held -> picture()
                .ifPresent(picture ->
                        pane.logicalTransform().ifPresent(transform -> held.drag(place, picture, transform))));
    }

    void release() {
        hand.ifPresent(MprHand::release);
        hand = Optional.empty();
    }

    private Optional<Crosshair.Hit> hit(Point2 place) {
        return pane.crosshair().flatMap(crosshair -> crosshair.at(place));
    }

    private Optional<MprContent> content() {
        return pane.viewport().content().filter(MprContent.class::isInstance).map(MprContent.class::cast);
    }

    private Optional<MprPicture> picture() {
        return pane.viewport().picture().filter(MprPicture.class::isInstance).map(MprPicture.class::cast);
    }
}
