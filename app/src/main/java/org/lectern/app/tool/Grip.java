package org.lectern.app.tool;

import java.util.List;
import java.util.Optional;
import org.lectern.app.annotation.Annotation;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.ViewTransform;

/**
 * What of a mark lies under the pointer.
 *
 * @param handle index of the grip, or {@link #BODY}
 */
public record Grip(Annotation annotation, int handle) {
    /** The mark as a whole. */
    public static final int BODY = -1;

    private static final double HANDLE_REACH = 7;
    private static final double LINE_REACH = 5;

    /**
     * The grip at a place, grips before lines, the newest mark first.
     *
     * @param transform from image pixels to the pixels that {@code pointer} is in
     */
    public static Optional<Grip> at(Point2 pointer, List<Annotation> annotations, ViewTransform transform) {
        for (Annotation annotation : annotations.reversed()) {
            List<Point2> handles = Handles.of(annotation);
            for (int i = 0; i < handles.size(); i++) {
                if (transform.toScreen(handles.get(i)).distance(pointer) <= HANDLE_REACH) {
                    return Optional.of(new Grip(annotation, i));
                }
            }
        }
        for (Annotation annotation : annotations.reversed()) {
            if (onLine(pointer, annotation, transform)) {
                return Optional.of(new Grip(annotation, BODY));
            }
        }
        return Optional.empty();
    }

    /** The mark after the pointer went from one image point to another with this grip in hand. */
    public Annotation dragged(Point2 from, Point2 to) {
        return handle == BODY
                ? annotation.moved(to.minus(from))
                : Handles.move(
                        annotation, handle, Handles.of(annotation).get(handle).plus(to.minus(from)));
    }

    private static boolean onLine(Point2 pointer, Annotation annotation, ViewTransform transform) {
        for (List<Point2> line : Handles.lines(annotation.kind(), annotation.points())) {
            for (int i = 1; i < line.size(); i++) {
                Point2 from = transform.toScreen(line.get(i - 1));
                Point2 to = transform.toScreen(line.get(i));
                if (pointer.distanceToSegment(from, to) <= LINE_REACH) {
                    return true;
                }
            }
        }
        return false;
    }
}
