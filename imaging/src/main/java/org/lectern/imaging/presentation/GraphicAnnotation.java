package org.lectern.imaging.presentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/** Drawings and texts of one layer (PS3.3 C.10.5). */
public record GraphicAnnotation(String layer, ImageScope scope, List<GraphicObject> graphics, List<TextObject> texts) {
    /** Copies the lists. */
    public GraphicAnnotation {
        graphics = List.copyOf(graphics);
        texts = List.copyOf(texts);
    }

    /** What coordinates mean. */
    public enum Units {
        /** Pixels from the corner of the first one, which is (0, 0), towards the right and downwards. */
        PIXEL,
        /** Fractions of the displayed area. */
        DISPLAY
    }

    /** Graphic Type (0070,0023). */
    public enum Shape {
        POINT,
        POLYLINE,
        INTERPOLATED,
        CIRCLE,
        ELLIPSE
    }

    /** A place. */
    public record Point(double x, double y) {}

    /** A drawing: for CIRCLE its centre and a point on it, for ELLIPSE the ends of its axes, major first. */
    public record GraphicObject(Shape shape, Units units, boolean filled, List<Point> points) {
        /** Copies the list. */
        public GraphicObject {
            points = List.copyOf(points);
        }
    }

    /** A box on the displayed image. */
    public record Box(Point topLeft, Point bottomRight, Units units, String justification) {}

    /** A point that a text belongs to. */
    public record Anchor(Point point, Units units, boolean visible) {}

    /** A text with a box, an anchor, or both. */
    public record TextObject(String text, Optional<Box> box, Optional<Anchor> anchor) {}

    static List<GraphicAnnotation> all(DataSet presentationState, List<Finding> findings) {
        return presentationState.items(Tag.GraphicAnnotationSequence).stream()
                .map(item -> new GraphicAnnotation(
                        item.text(Tag.GraphicLayer).orElse(""),
                        ImageScope.of(item),
                        graphics(item, findings),
                        texts(item)))
                .toList();
    }

    private static List<GraphicObject> graphics(DataSet annotation, List<Finding> findings) {
        List<GraphicObject> graphics = new ArrayList<>();
        for (DataSet item : annotation.items(Tag.GraphicObjectSequence)) {
            Optional<Shape> shape = shape(item.text(Tag.GraphicType).orElse(""));
            List<Point> points = points(item.decimals(Tag.GraphicData));
            if (shape.isEmpty() || points.isEmpty()) {
                findings.add(new Finding("a drawing without usable type or data was ignored", Tag.GraphicType, -1));
                continue;
            }
            graphics.add(new GraphicObject(
                    shape.get(),
                    units(item, Tag.GraphicAnnotationUnits),
                    "Y".equals(item.text(Tag.GraphicFilled).orElse("N")),
                    points));
        }
        return graphics;
    }

    private static List<TextObject> texts(DataSet annotation) {
        return annotation.items(Tag.TextObjectSequence).stream()
                .map(item -> new TextObject(item.text(Tag.UnformattedTextValue).orElse(""), box(item), anchor(item)))
                .toList();
    }

    private static Optional<Box> box(DataSet item) {
        List<Point> first = points(item.decimals(Tag.BoundingBoxTopLeftHandCorner));
        List<Point> second = points(item.decimals(Tag.BoundingBoxBottomRightHandCorner));
        return first.isEmpty() || second.isEmpty()
                ? Optional.empty()
                : Optional.of(new Box(
                        first.getFirst(),
                        second.getFirst(),
                        units(item, Tag.BoundingBoxAnnotationUnits),
                        item.text(Tag.BoundingBoxTextHorizontalJustification).orElse("LEFT")));
    }

    private static Optional<Anchor> anchor(DataSet item) {
        List<Point> place = points(item.decimals(Tag.AnchorPoint));
        return place.isEmpty()
                ? Optional.empty()
                : Optional.of(new Anchor(
                        place.getFirst(),
                        units(item, Tag.AnchorPointAnnotationUnits),
                        "Y".equals(item.text(Tag.AnchorPointVisibility).orElse("N"))));
    }

    private static Units units(DataSet item, int tag) {
        return "DISPLAY".equals(item.text(tag).orElse("PIXEL")) ? Units.DISPLAY : Units.PIXEL;
    }

    private static Optional<Shape> shape(String term) {
        for (Shape shape : Shape.values()) {
            if (shape.name().equals(term)) {
                return Optional.of(shape);
            }
        }
        return Optional.empty();
    }

    private static List<Point> points(double[] values) {
        List<Point> points = new ArrayList<>(values.length / 2);
        for (int i = 0; i + 1 < values.length; i += 2) {
            if (Double.isFinite(values[i]) && Double.isFinite(values[i + 1])) {
                points.add(new Point(values[i], values[i + 1]));
            }
        }
        return points;
    }
}
