package org.lectern.app.reading.ui;

import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.lectern.app.reading.CornerText;
import org.lectern.app.reading.EdgeLetters;
import org.lectern.app.reading.MprPicture;
import org.lectern.app.reading.Picture;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.ReferenceLine;
import org.lectern.app.reading.Sample;
import org.lectern.app.reading.Viewport;
import org.lectern.imaging.geometry.OrientationLabels;
import org.lectern.rendering.view.ImageGrid;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.ScaleBar;
import org.lectern.rendering.view.ViewTransform;

/** Text, letters, scale bar and lines over one viewport. */
final class Overlay {
    private static final double MARGIN = 8;
    private static final double EDGE = 14;

    private final Canvas canvas;
    private final ReadingModel model;
    private final Viewport viewport;

    Overlay(Canvas canvas, ReadingModel model, Viewport viewport) {
        this.canvas = canvas;
        this.model = model;
        this.viewport = viewport;
    }

    /** Draws everything but the marks. */
    void draw(Brush brush, ViewTransform transform, Picture picture, Optional<Sample> sample) {
        if (model.hasReferenceLines()) {
            referenceLines(brush, transform, picture);
        }
        rejection(brush, transform, picture);
        letters(brush, EdgeLetters.of(picture, viewport.look(), transform));
        scaleBar(brush, transform);
        if (model.isTextShown()) {
            model.cornerText(viewport).ifPresent(text -> corners(brush, text, sample));
        }
    }

    /** Crosses out what was rejected for quality (IHE IOCM), with all text hidden too. */
    private void rejection(Brush brush, ViewTransform transform, Picture picture) {
        if (model.isRejected(viewport)) {
            ImageGrid grid = picture.grid();
            Point2 topLeft = transform.toScreen(new Point2(0, 0));
            Point2 topRight = transform.toScreen(new Point2(grid.columns(), 0));
            Point2 bottomLeft = transform.toScreen(new Point2(0, grid.rows()));
            Point2 bottomRight = transform.toScreen(new Point2(grid.columns(), grid.rows()));
            brush.line(topLeft, bottomRight, Tokens.DANGER, 3);
            brush.line(bottomLeft, topRight, Tokens.DANGER, 3);
            rejection(brush, "REJECTED FOR QUALITY");
        } else if (viewport.key().isEmpty() && rejectedInContent() > 0) {
            rejection(brush, "made with rejected images");
        }
    }

    private int rejectedInContent() {
        return viewport.content()
                .map(content -> model.rejectedOf(content.displaySet().instances()))
                .orElse(0);
    }

    /** On a plate of its own: red on grey is not read at a glance. */
    private void rejection(Brush brush, String words) {
        brush.font(18, true);
        String shown = fit(brush, words, canvas.getWidth() - 4 * MARGIN);
        double width = brush.widthOf(shown) + 2 * MARGIN;
        double height = brush.size(28);
        double x = canvas.getWidth() / 2;
        double y = canvas.getHeight() * 0.25;
        brush.graphics().setFill(Tokens.OUTLINE);
        brush.graphics().fillRect(x - width / 2, y, width, height);
        brush.graphics().setFill(Tokens.DANGER);
        brush.graphics().fillRect(x - width / 2, y + height - 3, width, 3);
        brush.text(shown, x, y + brush.size(3), TextAlignment.CENTER, Tokens.TEXT);
    }

    Brush clear() {
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        return new Brush(graphics, model.textScale());
    }

    private void corners(Brush brush, CornerText text, Optional<Sample> sample) {
        double line = brush.size(15);
        int most = lines(line);
        boolean small = most < 3;
        double width = canvas.getWidth();
        double bottom = canvas.getHeight() - MARGIN;
        double half = (width - EDGE) / 2 - MARGIN - brush.size(14); // clear of the letter in the middle
        brush.font(12, false);
        List<String> left =
                text.topLeft().subList(0, Math.min(most, text.topLeft().size()));
        List<String> right =
                text.topRight().subList(0, Math.min(most, text.topRight().size()));
        for (int i = 0; i < left.size(); i++) {
            brush.text(fit(brush, left.get(i), half), MARGIN, MARGIN + i * line, TextAlignment.LEFT, tone(i));
        }
        for (int i = 0; i < right.size(); i++) {
            brush.text(
                    fit(brush, right.get(i), half),
                    width - MARGIN - EDGE,
                    MARGIN + i * line,
                    TextAlignment.RIGHT,
                    tone(i));
        }
        List<String> window = text.bottomLeft();
        double y = bottom - window.size() * line;
        for (int i = 0; i < window.size(); i++) {
            brush.text(fit(brush, window.get(i), half), MARGIN, y + i * line, TextAlignment.LEFT, Tokens.TEXT);
        }
        badges(
                brush,
                text.badges(),
                y - line * 1.2,
                half,
                small ? 1 : canvas.getHeight() < 560 * model.textScale() ? 2 : 4);
        List<String> all = text.bottomRight();
        List<String> place = all.subList(Math.max(0, all.size() - most), all.size()); // n/N stands last
        double from = bottom - place.size() * line;
        for (int i = 0; i < place.size(); i++) {
            brush.text(
                    fit(brush, place.get(i), half),
                    width - MARGIN - EDGE,
                    from + i * line,
                    TextAlignment.RIGHT,
                    Tokens.TEXT);
        }
        sample.ifPresent(value -> brush.text(
                value.caption(), width - MARGIN - EDGE, from - line * 1.2, TextAlignment.RIGHT, Tokens.ACCENT));
    }

    /** How many lines a corner may have: on a small tile the image comes first, and the patient stands in the banner. */
    private int lines(double line) {
        int fitting = (int) (canvas.getHeight() * 0.19 / line);
        return Math.clamp(fitting, 1, canvas.getWidth() < 300 * model.textScale() ? 1 : 6);
    }

    /** A tile without an image says how to fill it. */
    void empty(Brush brush) {
        brush.font(11, false);
        String words = fit(brush, "Drag a series here", canvas.getWidth() - 2 * MARGIN);
        brush.text(
                words,
                canvas.getWidth() / 2,
                canvas.getHeight() / 2 - brush.size(7),
                TextAlignment.CENTER,
                Tokens.DISABLED);
    }

    private void badges(Brush brush, List<String> badges, double from, double width, int most) {
        brush.font(11, false);
        double line = brush.size(14);
        int count = Math.min(badges.size(), most);
        for (int i = 0; i < count; i++) {
            boolean last = i == count - 1 && badges.size() > count;
            String text = last ? badges.get(i) + "  +" + (badges.size() - count) : badges.get(i);
            double y = from - (count - 1 - i) * line;
            brush.graphics().setFill(Tokens.ATTENTION);
            brush.graphics().fillRect(MARGIN, y + brush.size(4), 3, brush.size(7));
            brush.text(fit(brush, text, width), MARGIN + 8, y, TextAlignment.LEFT, Tokens.SECONDARY);
        }
        brush.font(12, false);
    }

    private void letters(Brush brush, OrientationLabels labels) {
        brush.font(14, true);
        double middleX = canvas.getWidth() / 2;
        double middleY = canvas.getHeight() / 2 - brush.size(9);
        brush.text(labels.left(), MARGIN, middleY, TextAlignment.LEFT, Tokens.TEXT);
        brush.text(labels.right(), canvas.getWidth() - MARGIN - EDGE, middleY, TextAlignment.RIGHT, Tokens.TEXT);
        brush.text(labels.top(), middleX, MARGIN, TextAlignment.CENTER, Tokens.TEXT);
        brush.text(
                labels.bottom(),
                middleX,
                canvas.getHeight() - MARGIN - brush.size(18),
                TextAlignment.CENTER,
                Tokens.TEXT);
    }

    /** Upright at the right edge, below the letter. */
    private void scaleBar(Brush brush, ViewTransform transform) {
        ScaleBar.of(transform, canvas.getHeight() * 0.28).ifPresent(bar -> {
            double x = canvas.getWidth() - MARGIN - EDGE;
            double top = canvas.getHeight() / 2 + brush.size(24);
            if (top + bar.pixels() > canvas.getHeight() - brush.size(70)) {
                top = canvas.getHeight() / 2 - brush.size(24) - bar.pixels();
            }
            if (top < MARGIN + (lines(brush.size(15)) + 1) * brush.size(15)) {
                return; // it would stand in the text
            }
            brush.line(new Point2(x, top), new Point2(x, top + bar.pixels()), Tokens.TEXT, 1);
            for (int i = 0; i <= bar.ticks(); i++) {
                double y = top + i * bar.pixels() / bar.ticks();
                double length = i == 0 || i == bar.ticks() ? 8 : 4;
                brush.line(new Point2(x - length, y), new Point2(x, y), Tokens.TEXT, 1);
            }
            brush.font(11, false);
            brush.text(bar.label(), x - 12, top + bar.pixels() / 2 - brush.size(7), TextAlignment.RIGHT, Tokens.TEXT);
        });
    }

    private void referenceLines(Brush brush, ViewTransform transform, Picture picture) {
        Viewport active = model.active();
        if (active == viewport || picture instanceof MprPicture) {
            return;
        }
        active.picture().flatMap(other -> ReferenceLine.of(other, picture)).ifPresent(line -> {
            brush.line(transform.toScreen(line.from()), transform.toScreen(line.to()), Tokens.REFERENCE, 1);
        });
    }

    private static Color tone(int line) {
        return line == 0 ? Tokens.TEXT : Tokens.SECONDARY;
    }

    private static String fit(Brush brush, String text, double width) {
        if (brush.widthOf(text) <= width) {
            return text;
        }
        int length = text.length();
        while (length > 1 && brush.widthOf(text.substring(0, length) + "…") > width) {
            length--;
        }
        return text.substring(0, length) + "…";
    }
}
