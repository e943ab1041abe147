package org.lectern.app.reading.ui;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;
import org.lectern.rendering.view.Point2;

/** A glass under the pointer that shows what is painted there, larger. */
record Magnifier(Point2 centre, double radius, double factor) {
    void draw(Brush brush, @Nullable Image image, double outputScale) {
        if (image == null) {
            return;
        }
        GraphicsContext graphics = brush.graphics();
        graphics.save();
        graphics.beginPath();
        graphics.arc(centre.x(), centre.y(), radius, radius, 0, 360);
        graphics.closePath();
        graphics.clip();
        graphics.setImageSmoothing(true);
        double reach = radius / factor;
        graphics.drawImage(
                image,
                (centre.x() - reach) * outputScale,
                (centre.y() - reach) * outputScale,
                2 * reach * outputScale,
                2 * reach * outputScale,
                centre.x() - radius,
                centre.y() - radius,
                2 * radius,
                2 * radius);
        graphics.restore();
        graphics.setStroke(Tokens.ACCENT);
        graphics.setLineWidth(1.2);
        graphics.strokeOval(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
    }
}
