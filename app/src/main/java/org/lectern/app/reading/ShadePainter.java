package org.lectern.app.reading;

import org.lectern.rendering.view.Affine2;

/** Draws shades into a tile: pixels as squares, or blended with their neighbours; black beside the image. */
final class ShadePainter {
    private static final int BLACK = 0xFF000000;

    private ShadePainter() {}

    static void paint(Shades full, PaintOrder order) {
        Shades shades = full;
        double factor = 1;
        double magnification = order.transform().magnification();
        while (magnification * 2 * factor <= 1.0 && shades.columns() > 1 && shades.rows() > 1) {
            shades = shades.half();
            factor *= 2;
        }
        Affine2 back = order.transform().toImage().scaled(1 / factor);
        int width = order.tile().width();
        for (int y = 0; y < order.tile().height(); y++) {
            double sx = back.xx() * 0.5 + back.xy() * (y + 0.5) + back.tx();
            double sy = back.yx() * 0.5 + back.yy() * (y + 0.5) + back.ty();
            if (order.look().interpolated() && magnification != 1) {
                blended(shades, order.target(), y * width, width, new Line(sx, sy, back.xx(), back.yx()));
            } else {
                squares(shades, order.target(), y * width, width, new Line(sx, sy, back.xx(), back.yx()));
            }
        }
    }

    private record Line(double x, double y, double stepX, double stepY) {}

    private static void squares(Shades shades, int[] target, int from, int width, Line line) {
        int[] argb = shades.argb();
        for (int i = 0; i < width; i++) {
            double x = line.x + i * line.stepX;
            double y = line.y + i * line.stepY;
            boolean inside = x >= 0 && y >= 0 && x < shades.columns() && y < shades.rows();
            target[from + i] = inside ? argb[((int) y) * shades.columns() + (int) x] : BLACK;
        }
    }

    private static void blended(Shades shades, int[] target, int from, int width, Line line) {
        int[] argb = shades.argb();
        int columns = shades.columns();
        int rows = shades.rows();
        for (int i = 0; i < width; i++) {
            double x = line.x + i * line.stepX;
            double y = line.y + i * line.stepY;
            if (!(x >= 0 && y >= 0 && x < columns && y < rows)) {
                target[from + i] = BLACK;
                continue;
            }
            int px = (int) Math.floor(x - 0.5);
            int py = (int) Math.floor(y - 0.5);
            int wx = (int) ((x - 0.5 - px) * 256);
            int wy = (int) ((y - 0.5 - py) * 256);
            int left = Math.max(px, 0);
            int right = Math.min(px + 1, columns - 1);
            int above = Math.max(py, 0) * columns;
            int below = Math.min(py + 1, rows - 1) * columns;
            int top = mix(argb[above + left], argb[above + right], wx);
            int bottom = mix(argb[below + left], argb[below + right], wx);
            target[from + i] = BLACK | mix(top, bottom, wy);
        }
    }

    private static int mix(int a, int b, int weight) {
        int redBlue = ((a & 0xFF00FF) * (256 - weight) + (b & 0xFF00FF) * weight) >>> 8 & 0xFF00FF;
        int green = ((a & 0xFF00) * (256 - weight) + (b & 0xFF00) * weight) >>> 8 & 0xFF00;
        return redBlue | green;
    }
}
