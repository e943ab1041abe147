package org.lectern.app.reading.ui;

import java.util.List;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.lectern.app.reading.Crosshair;
import org.lectern.app.reading.Words;
import org.lectern.rendering.view.Point2;

/** Draws the crosshair: thin, with a gap in the middle, grips at its ends and millimetres beside the slab's. */
final class CrosshairPainter {
    private static final double MARGIN = 30; // keeps the letters at the edges free
    private static final Color QUIET = Color.web("#4FB3BF", 0.7);

    private CrosshairPainter() {}

    static void draw(Brush brush, Crosshair crosshair, double slabMm) {
        Point2 centre = crosshair.centre();
        for (Crosshair.Line line : crosshair.lines()) {
            for (int side = -1; side <= 1; side += 2) {
                Point2 direction = line.direction().times(side);
                double far = reach(brush, centre, direction);
                if (far > Crosshair.GAP) {
                    brush.line(
                            centre.plus(direction.times(Crosshair.GAP)), centre.plus(direction.times(far)), QUIET, 1);
                }
            }
            for (Point2 grip : line.turns(centre)) {
                brush.dot(grip, 4.5, Tokens.ACCENT, false);
            }
            if (slabMm > 0) {
                slab(brush, crosshair, line, slabMm);
            }
        }
    }

    /** How far a ray goes until it comes near an edge. */
    private static double reach(Brush brush, Point2 from, Point2 direction) {
        double right = brush.graphics().getCanvas().getWidth() - MARGIN;
        double bottom = brush.graphics().getCanvas().getHeight() - MARGIN;
        double alongX = direction.x() > 0 ? (right - from.x()) / direction.x() : (MARGIN - from.x()) / direction.x();
        double alongY = direction.y() > 0 ? (bottom - from.y()) / direction.y() : (MARGIN - from.y()) / direction.y();
        return Math.min(
                Math.abs(direction.x()) < 1e-9 ? Double.MAX_VALUE : alongX,
                Math.abs(direction.y()) < 1e-9 ? Double.MAX_VALUE : alongY);
    }

    private static void slab(Brush brush, Crosshair crosshair, Crosshair.Line line, double slabMm) {
        brush.graphics().setLineDashes(4, 5);
        for (int side = -1; side <= 1; side += 2) {
            Point2 shift = line.across().times(side * crosshair.slabPixels());
            Point2 middle = crosshair.centre().plus(shift);
            brush.graphics().setStroke(QUIET);
            brush.graphics().setLineWidth(0.8);
            Point2 from = middle.plus(line.direction()
                    .times(-reach(brush, middle, line.direction().times(-1))));
            Point2 to = middle.plus(line.direction().times(reach(brush, middle, line.direction())));
            brush.graphics().strokeLine(from.x(), from.y(), to.x(), to.y());
        }
        brush.graphics().setLineDashes();
        List<Point2> grips = crosshair.slabGrips(line);
        for (Point2 grip : grips) {
            brush.graphics().setFill(Tokens.ACCENT);
            brush.graphics().fillRect(grip.x() - 3.5, grip.y() - 3.5, 7, 7);
        }
        brush.font(11, false);
        brush.text(
                Words.mm(slabMm),
                grips.getFirst().x() + 8,
                grips.getFirst().y() + 4,
                TextAlignment.LEFT,
                Tokens.ACCENT);
    }
}
