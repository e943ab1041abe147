package org.lectern.app.reading.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Rectangle2D;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.annotation.Kind;
import org.lectern.app.reading.MarkText;
import org.lectern.app.reading.Picture;
import org.lectern.app.tool.Drafting;
import org.lectern.app.tool.Handles;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.ViewTransform;

/** Draws marks and places their labels beside them, clear of the marks and of each other. */
final class MarkPainter {
    private static final double GAP = 10;

    private final Brush brush;
    private final ViewTransform transform;
    private final Picture picture;
    private final Function<Annotation, List<String>> words;
    private final double width;
    private final double height;
    private final List<Rectangle2D> taken = new ArrayList<>();

    MarkPainter(
            Brush brush,
            ViewTransform transform,
            Picture picture,
            Function<Annotation, List<String>> words,
            double width,
            double height) {
        this.words = words;
        this.brush = brush;
        this.transform = transform;
        this.picture = picture;
        this.width = width;
        this.height = height;
    }

    void draw(List<Annotation> annotations, Optional<Annotation> selected) {
        for (Annotation annotation : annotations) {
            boolean chosen = selected.filter(annotation::equals).isPresent();
            lines(annotation.kind(), annotation.points(), chosen);
            if (chosen) {
                Handles.of(annotation)
                        .forEach(handle -> brush.dot(transform.toScreen(handle), 4, Tokens.ACCENT, false));
            }
            label(words.apply(annotation), annotation.points(), annotation.labelAt(), chosen);
        }
    }

    void draw(Drafting draft) {
        lines(draft.kind(), draft.points(), true);
        label(MarkText.of(draft.kind(), draft.points(), "", picture), draft.points(), Optional.empty(), true);
    }

    private void lines(Kind kind, List<Point2> points, boolean chosen) {
        Color color = Tokens.MEASUREMENT;
        double weight = chosen ? 2 : 1.4;
        for (List<Point2> run : Handles.lines(kind, points)) {
            brush.lines(run.stream().map(transform::toScreen).toList(), color, weight);
        }
        if (kind == Kind.ARROW && points.size() == 2) {
            arrowHead(transform.toScreen(points.get(0)), transform.toScreen(points.get(1)), color, weight);
        }
        if (kind == Kind.COBB && points.size() == 4) {
            Point2 a = transform.toScreen(points.get(0).middle(points.get(1)));
            Point2 b = transform.toScreen(points.get(2).middle(points.get(3)));
            brush.graphics().setLineDashes(3, 4);
            brush.line(a, b, color, 1);
            brush.graphics().setLineDashes();
        }
        if (kind == Kind.LENGTH || kind == Kind.BIDIRECTIONAL) {
            points.forEach(point -> cross(transform.toScreen(point), color));
        }
        if (kind == Kind.PROBE) {
            points.forEach(point -> brush.dot(transform.toScreen(point), 4, color, false));
        }
    }

    private void cross(Point2 at, Color color) {
        brush.line(at.plus(-4, 0), at.plus(4, 0), color, 1);
        brush.line(at.plus(0, -4), at.plus(0, 4), color, 1);
    }

    private void arrowHead(Point2 tip, Point2 tail, Color color, double weight) {
        double length = tip.distance(tail);
        if (length < 1) {
            return;
        }
        Point2 back = tail.minus(tip).times(10 / length);
        brush.line(tip, tip.plus(back.x() - back.y() * 0.45, back.y() + back.x() * 0.45), color, weight);
        brush.line(tip, tip.plus(back.x() + back.y() * 0.45, back.y() - back.x() * 0.45), color, weight);
    }

    private void label(List<String> lines, List<Point2> points, Optional<Point2> wanted, boolean chosen) {
        if (lines.isEmpty() || points.isEmpty()) {
            return;
        }
        brush.font(12, chosen);
        double line = brush.size(15);
        double labelWidth = lines.stream().mapToDouble(brush::widthOf).max().orElse(0);
        Rectangle2D box = wanted.map(transform::toScreen)
                .map(at -> new Rectangle2D(at.x(), at.y(), labelWidth, line * lines.size()))
                .orElseGet(() -> place(points, labelWidth, line * lines.size()));
        taken.add(box);
        for (int i = 0; i < lines.size(); i++) {
            boolean worth = i > 0
                    && i == lines.size() - 1
                    && !Character.isDigit(lines.get(i).charAt(0));
            brush.text(
                    lines.get(i),
                    box.getMinX(),
                    box.getMinY() + i * line,
                    TextAlignment.LEFT,
                    worth ? Tokens.SECONDARY : Tokens.MEASUREMENT);
        }
    }

    /** Right of the mark, else left, below or above: the first place inside the tile that covers no other label. */
    private Rectangle2D place(List<Point2> points, double labelWidth, double labelHeight) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Point2 point : points) {
            Point2 at = transform.toScreen(point);
            left = Math.min(left, at.x());
            right = Math.max(right, at.x());
            top = Math.min(top, at.y());
            bottom = Math.max(bottom, at.y());
        }
        double middle = (top + bottom - labelHeight) / 2;
        double centre = (left + right - labelWidth) / 2;
        List<Point2> places = List.of(
                new Point2(right + GAP, middle),
                new Point2(left - GAP - labelWidth, middle),
                new Point2(centre, bottom + GAP),
                new Point2(centre, top - GAP - labelHeight),
                new Point2(right + GAP, bottom + GAP),
                new Point2(right + GAP, top - GAP - labelHeight));
        for (Point2 at : places) {
            Rectangle2D box = new Rectangle2D(at.x(), at.y(), labelWidth, labelHeight);
            boolean inside = at.x() >= 4
                    && at.y() >= 4
                    && at.x() + labelWidth <= width - 4
                    && at.y() + labelHeight <= height - 4;
            if (inside && taken.stream().noneMatch(box::intersects)) {
                return box;
            }
        }
        double x = Math.clamp(right + GAP, 4, Math.max(4, width - labelWidth - 4));
        double y = Math.clamp(middle, 4, Math.max(4, height - labelHeight - 4));
        return new Rectangle2D(x, y, labelWidth, labelHeight);
    }
}
