package org.lectern.app.reading.ui;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.lectern.rendering.view.Point2;

/** Text and lines over images, each with a thin dark outline so that it can be read on any grey. */
final class Brush {
    private final GraphicsContext graphics;
    private final double textScale;

    Brush(GraphicsContext graphics, double textScale) {
        this.graphics = graphics;
        this.textScale = textScale;
        graphics.setTextBaseline(VPos.TOP);
    }

    double size(double points) {
        return Math.rint(points * textScale);
    }

    void font(double points, boolean bold) {
        graphics.setFont(Font.font(Tokens.FAMILY, bold ? FontWeight.SEMI_BOLD : FontWeight.NORMAL, size(points)));
    }

    double widthOf(String text) {
        Text measured = new Text(text);
        measured.setFont(graphics.getFont());
        return measured.getLayoutBounds().getWidth();
    }

    void text(String text, double x, double y, TextAlignment alignment, Color color) {
        graphics.setTextAlign(alignment);
        graphics.setStroke(Tokens.OUTLINE);
        graphics.setLineWidth(2.5);
        graphics.setLineDashes();
        graphics.strokeText(text, x, y);
        graphics.setFill(color);
        graphics.fillText(text, x, y);
    }

    void line(Point2 from, Point2 to, Color color, double width) {
        graphics.setStroke(Tokens.OUTLINE);
        graphics.setLineWidth(width + 1.6);
        graphics.strokeLine(from.x(), from.y(), to.x(), to.y());
        graphics.setStroke(color);
        graphics.setLineWidth(width);
        graphics.strokeLine(from.x(), from.y(), to.x(), to.y());
    }

    void lines(List<Point2> points, Color color, double width) {
        double[] x = points.stream().mapToDouble(Point2::x).toArray();
        double[] y = points.stream().mapToDouble(Point2::y).toArray();
        graphics.setStroke(Tokens.OUTLINE);
        graphics.setLineWidth(width + 1.6);
        graphics.strokePolyline(x, y, x.length);
        graphics.setStroke(color);
        graphics.setLineWidth(width);
        graphics.strokePolyline(x, y, x.length);
    }

    void dot(Point2 at, double radius, Color color, boolean filled) {
        graphics.setFill(filled ? color : Color.rgb(0, 0, 0, 0.5));
        graphics.fillOval(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
        graphics.setStroke(color);
        graphics.setLineWidth(1.2);
        graphics.strokeOval(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
    }

    GraphicsContext graphics() {
        return graphics;
    }
}
