package org.lectern.app.reading;

import java.util.Optional;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.MprPlane;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.ViewTransform;

/** A crosshair in the reader's hand: what each movement does to the planes. */
public final class MprHand {
    private final MprModel model;
    private final MprPlane plane;
    private final Crosshair.Hit hit;
    private Point2 last;

    /**
     * Takes a part in hand.
     *
     * @param from where, in pixels of the pane
     */
    public MprHand(MprContent content, Crosshair.Hit hit, Point2 from) {
        this.model = content.model();
        this.plane = content.plane();
        this.hit = hit;
        this.last = from;
    }

    /** The pointer went on. */
    public void drag(Point2 to, MprPicture picture, ViewTransform transform) {
        Point2 before = transform.toImage(last);
        Point2 now = transform.toImage(to);
        switch (hit.part()) {
            case CENTRE -> move(picture.patient(now).minus(picture.patient(before)));
            case LINE ->
                hit.plane().ifPresent(other -> {
                    Vector3 offset = picture.patient(now).minus(picture.patient(before));
                    Vector3 normal = model.state().orientation(other).normal();
                    move(normal.times(offset.dot(normal)));
                });
            case TURN -> {
                Point2 centre = picture.project(model.state().crosshair());
                double angle = Math.atan2(now.y() - centre.y(), now.x() - centre.x())
                        - Math.atan2(before.y() - centre.y(), before.x() - centre.x());
                model.change(model.state().rotated(plane, angle), true);
            }
            case SLAB -> thicken(picture, now);
        }
        last = to;
    }

    /** The button is up: now in full quality. */
    public void release() {
        model.change(model.state(), false);
    }

    private void move(Vector3 offset) {
        model.change(model.state().movedTo(model.state().crosshair().plus(offset)), true);
    }

    private void thicken(MprPicture picture, Point2 now) {
        Optional<MprPlane> other = hit.plane();
        if (other.isPresent()) {
            Vector3 normal = model.state().orientation(other.get()).normal();
            double half = Math.abs(
                    picture.patient(now).minus(model.state().crosshair()).dot(normal));
            model.setSlab(Math.clamp(Math.rint(4 * half) / 2, 0, 200), true);
        }
    }
}
