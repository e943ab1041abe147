package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.annotation.Kind;
import org.lectern.imaging.geometry.PixelSpacing;
import org.lectern.rendering.view.Point2;

/** What a mark says: its measure with unit and provenance, its words. */
public final class MarkText {
    private MarkText() {}

    /** The lines of a mark's label on a picture. */
    public static List<String> of(Annotation annotation, Picture picture) {
        return of(annotation.kind(), annotation.points(), annotation.text(), picture);
    }

    /** The lines for a mark that is being drawn. */
    public static List<String> of(Kind kind, List<Point2> points, String text, Picture picture) {
        if (points.size() < kind.fewest()) {
            return List.of();
        }
        PixelSpacing spacing = picture.spacing();
        return switch (kind) {
            case LENGTH -> withWorth(List.of(length(points.get(0), points.get(1), spacing)), spacing);
            case BIDIRECTIONAL ->
                withWorth(
                        List.of(
                                length(points.get(0), points.get(1), spacing),
                                length(points.get(2), points.get(3), spacing)),
                        spacing);
            case ANGLE -> List.of(degrees(angle(points.get(0), points.get(1), points.get(2), spacing)));
            case COBB -> List.of(degrees(cobb(points, spacing)));
            case ELLIPSE, RECTANGLE, POLYGON -> List.of();
            case PROBE ->
                List.of(picture.sample(points.getFirst()).map(Sample::value).orElse("…"));
            case ARROW, TEXT -> text.isEmpty() ? List.of() : List.of(text.split("\n"));
        };
    }

    private static List<String> withWorth(List<String> lines, PixelSpacing spacing) {
        List<String> all = new ArrayList<>(lines);
        if (!spacing.provenance().isTrueSize()) {
            all.add(spacing.provenance().explanation());
        }
        return all;
    }

    static String length(Point2 from, Point2 to, PixelSpacing spacing) {
        double length = spacing.length(to.x() - from.x(), to.y() - from.y());
        return spacing.isMillimetres()
                ? String.format(Locale.ROOT, "%.1f mm", length)
                : String.format(Locale.ROOT, "%.1f px", length);
    }

    static double angle(Point2 a, Point2 vertex, Point2 b, PixelSpacing spacing) {
        return between(offset(vertex, a, spacing), offset(vertex, b, spacing));
    }

    static double cobb(List<Point2> points, PixelSpacing spacing) {
        double angle =
                between(offset(points.get(0), points.get(1), spacing), offset(points.get(2), points.get(3), spacing));
        return Math.min(angle, 180 - angle);
    }

    private static Point2 offset(Point2 from, Point2 to, PixelSpacing spacing) {
        return new Point2((to.x() - from.x()) * spacing.column(), (to.y() - from.y()) * spacing.row());
    }

    private static double between(Point2 a, Point2 b) {
        double cross = a.x() * b.y() - a.y() * b.x();
        double dot = a.x() * b.x() + a.y() * b.y();
        return Math.toDegrees(Math.atan2(Math.abs(cross), dot));
    }

    private static String degrees(double angle) {
        return String.format(Locale.ROOT, "%.1f°", angle);
    }
}
