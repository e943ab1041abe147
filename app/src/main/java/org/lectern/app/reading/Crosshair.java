package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.rendering.mpr.MprPlane;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.ViewTransform;

/**
 * The crosshair of a multiplanar reading on one plane's picture, in the pixels of the pane: quiet in the middle, grips
 * for turning towards its ends, grips for the slab beside its lines.
 *
 * @param centre where the planes cross
 * @param lines where the two other planes cut this one
 * @param slabPixels half the slab's thickness on the screen
 */
public record Crosshair(Point2 centre, List<Line> lines, double slabPixels) {
    /** Free space around the centre. */
    public static final double GAP = 22;

    private static final double REACH_GRIP = 10;
    private static final double REACH_LINE = 5;

    /** What of it can be taken in hand. */
    public enum Part {
        CENTRE,
        LINE,
        TURN,
        SLAB
    }

    /** A part under the pointer, and the plane whose line it belongs to. */
    public record Hit(Part part, Optional<MprPlane> plane) {}

    /**
     * The line of another plane.
     *
     * @param direction of length 1, on the screen
     * @param grip how far from the centre the grips for turning are
     */
    public record Line(MprPlane plane, Point2 direction, double grip) {
        /** The grips for turning. */
        public List<Point2> turns(Point2 centre) {
            return List.of(centre.plus(direction.times(grip)), centre.plus(direction.times(-grip)));
        }

        /** Square to the line. */
        public Point2 across() {
            return new Point2(-direction.y(), direction.x());
        }
    }

    /** The crosshair on a picture. */
    public static Crosshair of(MprPicture picture, ViewTransform transform, double width, double height) {
        Point2 centre = transform.toScreen(picture.project(picture.state().crosshair()));
        List<Line> lines = new ArrayList<>();
        for (MprPlane other : MprPlane.values()) {
            if (other != picture.which()) {
                Point2 along = transform.toScreen().applyOffset(picture.direction(other));
                lines.add(new Line(other, along.times(1 / along.length()), 0.36 * Math.min(width, height)));
            }
        }
        double half = picture.state().slab().thicknessMm()
                / 2
                * transform.pixelsPerMm().orElse(0);
        return new Crosshair(centre, lines, half);
    }

    /** The grips of the slab on one line: both sides, on both halves of the line. */
    public List<Point2> slabGrips(Line line) {
        Point2 on = centre.plus(line.direction().times(line.grip() * 0.55));
        return List.of(
                on.plus(line.across().times(slabPixels)), on.plus(line.across().times(-slabPixels)));
    }

    /** What lies under the pointer. */
    public Optional<Hit> at(Point2 pointer) {
        for (Line line : lines) {
            if (line.turns(centre).stream().anyMatch(grip -> grip.distance(pointer) <= REACH_GRIP)) {
                return Optional.of(new Hit(Part.TURN, Optional.of(line.plane())));
            }
        }
        for (Line line : lines) {
            if (slabPixels > 0 && slabGrips(line).stream().anyMatch(grip -> grip.distance(pointer) <= REACH_GRIP)) {
                return Optional.of(new Hit(Part.SLAB, Optional.of(line.plane())));
            }
        }
        if (pointer.distance(centre) <= GAP * 0.7) {
            return Optional.of(new Hit(Part.CENTRE, Optional.empty()));
        }
        Point2 offset = pointer.minus(centre);
        return lines.stream()
                .filter(line -> offset.length() > GAP
                        && Math.abs(offset.x() * line.across().x()
                                        + offset.y() * line.across().y())
                                <= REACH_LINE)
                .map(line -> new Hit(Part.LINE, Optional.of(line.plane())))
                .findFirst();
    }
}
