package org.lectern.rendering.measure;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.FrameAttributes;
import org.lectern.imaging.geometry.PixelSpacing;
import org.lectern.imaging.geometry.UltrasoundRegion;
import org.lectern.rendering.view.Point2;

/**
 * What distances on a frame are worth. Points are in pixels from the corner of the first one.
 *
 * <p>On ultrasound every point of a measurement must lie in one calibrated region (PS3.3 C.8.5.5) whose two axes are
 * lengths; elsewhere there is no honest value, and the reason is said. Angles need the shape of the pixels only.
 */
public final class Calibration {
    private final PixelSpacing spacing;
    private final List<UltrasoundRegion> regions;

    private Calibration(PixelSpacing spacing, List<UltrasoundRegion> regions) {
        this.spacing = spacing;
        this.regions = List.copyOf(regions);
    }

    /** One spacing for the whole frame. */
    public static Calibration of(PixelSpacing spacing) {
        return new Calibration(spacing, List.of());
    }

    /** The calibration of a frame, by regions where it has them. */
    public static Calibration of(FrameAttributes frame) {
        List<UltrasoundRegion> regions =
                frame.contains(Tag.SequenceOfUltrasoundRegions) ? UltrasoundRegion.all(frame) : List.of();
        return new Calibration(PixelSpacing.of(frame), regions);
    }

    /** The distance between two points. */
    public Measured length(Point2 from, Point2 to) {
        return measure(List.of(from, to), "", s -> s.length(to.x() - from.x(), to.y() - from.y()));
    }

    /** The length of a line through points. */
    public Measured length(List<Point2> points) {
        return measure(points, "", s -> {
            double sum = 0;
            for (int i = 1; i < points.size(); i++) {
                Point2 step = points.get(i).minus(points.get(i - 1));
                sum += s.length(step.x(), step.y());
            }
            return sum;
        });
    }

    /** The area of a region's shape. */
    public Measured area(Roi roi) {
        if (roi.crossesItself()) {
            return new Measured.Refused("the outline crosses itself");
        }
        return measure(List.of(roi.least(), roi.most()), "²", s -> roi.areaPixels() * s.row() * s.column());
    }

    /** The angle at a vertex, from 0 to 180 degrees. */
    public Measured angle(Point2 from, Point2 vertex, Point2 to) {
        return angleBetween(List.of(from, vertex, to), from.minus(vertex), to.minus(vertex));
    }

    /** The angle between two lines, from 0 to 90 degrees whichever way they were drawn (Cobb). */
    public Measured cobb(Point2 firstFrom, Point2 firstTo, Point2 secondFrom, Point2 secondTo) {
        Measured angle = angleBetween(
                List.of(firstFrom, firstTo, secondFrom, secondTo),
                firstTo.minus(firstFrom),
                secondTo.minus(secondFrom));
        return angle instanceof Measured.Value value
                ? new Measured.Value(Math.min(value.value(), 180 - value.value()), value.unit(), value.provenance())
                : angle;
    }

    private Measured angleBetween(List<Point2> points, Point2 one, Point2 other) {
        return switch (at(points)) {
            case Place.None none -> new Measured.Refused(none.reason());
            case Place.Spaced spaced -> {
                PixelSpacing s = spaced.spacing();
                double ax = one.x() * s.column();
                double ay = one.y() * s.row();
                double bx = other.x() * s.column();
                double by = other.y() * s.row();
                if (Math.hypot(ax, ay) == 0 || Math.hypot(bx, by) == 0) {
                    yield new Measured.Refused("a line has no length");
                }
                double degrees = Math.toDegrees(Math.atan2(Math.abs(ax * by - ay * bx), ax * bx + ay * by));
                yield new Measured.Value(degrees, "°", s.provenance().explanation());
            }
        };
    }

    private interface Formula {
        double of(PixelSpacing spacing);
    }

    private Measured measure(List<Point2> points, String power, Formula formula) {
        return switch (at(points)) {
            case Place.None none -> new Measured.Refused(none.reason());
            case Place.Spaced spaced -> {
                PixelSpacing s = spaced.spacing();
                String unit = (s.isMillimetres() ? "mm" : "px") + power;
                yield new Measured.Value(formula.of(s), unit, s.provenance().explanation());
            }
        };
    }

    private sealed interface Place {
        record Spaced(PixelSpacing spacing) implements Place {}

        record None(String reason) implements Place {}
    }

    private Place at(List<Point2> points) {
        if (regions.isEmpty()) {
            return new Place.Spaced(spacing);
        }
        Optional<UltrasoundRegion> region = regions.stream()
                .filter(r -> points.stream().allMatch(p -> r.contains(p.x() - 0.5, p.y() - 0.5)))
                .min(Comparator.comparingLong(Calibration::size));
        if (region.isEmpty()) {
            boolean outside = points.stream()
                    .anyMatch(p -> regions.stream().noneMatch(r -> r.contains(p.x() - 0.5, p.y() - 0.5)));
            return new Place.None(
                    outside ? "outside the calibrated regions" : "the points lie in different calibrated regions");
        }
        return region.get()
                .spacing()
                .<Place>map(Place.Spaced::new)
                .orElseGet(() -> new Place.None("the region's axes are not both lengths"));
    }

    private static long size(UltrasoundRegion region) {
        return (region.maxColumn() - (long) region.minColumn() + 1) * (region.maxRow() - (long) region.minRow() + 1);
    }
}
