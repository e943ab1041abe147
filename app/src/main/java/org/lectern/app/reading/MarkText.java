package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.annotation.Kind;
import org.lectern.rendering.measure.Calibration;
import org.lectern.rendering.measure.Measured;
import org.lectern.rendering.measure.Roi;
import org.lectern.rendering.measure.RoiStatistics;
import org.lectern.rendering.view.Point2;

/** What a mark says: its measure with unit and provenance, its words. */
public final class MarkText {
    private static final String TRUE_IN_PATIENT = "in the patient"; // the ordinary case needs no words

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
        Calibration calibration = picture.calibration();
        return switch (kind) {
            case LENGTH -> lines(calibration.length(points.get(0), points.get(1)));
            case BIDIRECTIONAL ->
                lines(
                        calibration.length(points.get(0), points.get(1)),
                        calibration.length(points.get(2), points.get(3)));
            case ANGLE -> lines(calibration.angle(points.get(0), points.get(1), points.get(2)));
            case COBB -> lines(calibration.cobb(points.get(0), points.get(1), points.get(2), points.get(3)));
            case ELLIPSE -> region(new Roi.Ellipse(points.get(0), points.get(1)), picture);
            case RECTANGLE -> region(new Roi.Rectangle(points.get(0), points.get(1)), picture);
            case POLYGON, FREEHAND -> region(new Roi.Polygon(points), picture);
            case PROBE ->
                List.of(picture.sample(points.getFirst()).map(Sample::value).orElse("…"));
            case ARROW, TEXT -> text.isEmpty() ? List.of() : List.of(text.split("\n"));
        };
    }

    private static List<String> region(Roi roi, Picture picture) {
        List<String> lines = new ArrayList<>();
        Optional<RoiStatistics> found = picture.statistics(roi);
        found.filter(statistics -> statistics.pixelCount() > 0).ifPresent(statistics -> {
            String unit = statistics.unit();
            lines.add("mean %s  SD %s"
                    .formatted(
                            Sample.number(tenth(statistics.mean()), unit),
                            Sample.number(tenth(statistics.standardDeviation()), "")));
            lines.add("min %s  max %s"
                    .formatted(Sample.number(statistics.min(), ""), Sample.number(statistics.max(), unit)));
        });
        lines.addAll(lines(picture.calibration().area(roi)));
        return lines;
    }

    private static double tenth(double value) {
        return Math.abs(value) < 10 ? value : Math.rint(value * 10) / 10;
    }

    /** The values, and once where they come from unless they are simply true. */
    private static List<String> lines(Measured... measures) {
        List<String> lines = new ArrayList<>();
        String worth = "";
        for (Measured measured : measures) {
            switch (measured) {
                case Measured.Value value -> {
                    lines.add(number(value));
                    worth = value.unit().equals("°") ? "" : value.provenance();
                }
                case Measured.Refused refused -> worth = refused.reason();
            }
        }
        if (!worth.isBlank() && !worth.equals(TRUE_IN_PATIENT)) {
            lines.add(worth);
        }
        return lines;
    }

    private static String number(Measured.Value value) {
        boolean angle = value.unit().equals("°");
        boolean area = value.unit().equals("mm²");
        if (area && value.value() >= 1000) {
            return String.format(Locale.ROOT, "%.2f cm²", value.value() / 100);
        }
        return String.format(Locale.ROOT, "%.1f%s%s", value.value(), angle ? "" : " ", value.unit());
    }
}
