package org.lectern.rendering.raster;

import org.lectern.rendering.view.Affine2;

/**
 * For pictures turned by any angle: bilinear at each screen pixel, the mean of several points within it where the picture
 * is smaller than the image.
 */
final class PointRows implements RowSampler {
    private static final int MOST_POINTS = 8; // along each axis of a screen pixel

    private final Source source;
    private final Affine2 toImage;
    private final int points;
    private final float[][] values;

    PointRows(Source source, Affine2 toImage, int width) {
        this.source = source;
        this.toImage = toImage;
        this.values = new float[source.planes()][width];
        double step = Math.max(Math.hypot(toImage.xx(), toImage.yx()), Math.hypot(toImage.xy(), toImage.yy()));
        this.points = Math.clamp((int) Math.ceil(step - 1e-9), 1, MOST_POINTS);
    }

    @Override
    public void sample(int y, int[] argb) {
        int begin = argb.length;
        int end = 0;
        for (int x = 0; x < argb.length; x++) {
            if (isInside(x + 0.5, y + 0.5)) {
                begin = Math.min(begin, x);
                end = x + 1;
                for (int plane = 0; plane < values.length; plane++) {
                    values[plane][x] = mean(plane, x, y);
                }
            }
        }
        source.finish(values, begin, end, argb);
    }

    private boolean isInside(double x, double y) {
        double column = column(x, y);
        double row = row(x, y);
        return column >= 0 && row >= 0 && column < source.columns() && row < source.rows();
    }

    private float mean(int plane, int x, int y) {
        float sum = 0;
        for (int j = 0; j < points; j++) {
            for (int i = 0; i < points; i++) {
                double px = x + (i + 0.5) / points;
                double py = y + (j + 0.5) / points;
                sum += bilinear(plane, column(px, py) - 0.5, row(px, py) - 0.5);
            }
        }
        return sum / (points * points);
    }

    private float bilinear(int plane, double column, double row) {
        double c = Math.clamp(column, 0, source.columns() - 1);
        double r = Math.clamp(row, 0, source.rows() - 1);
        int left = (int) c;
        int top = (int) r;
        int right = Math.min(left + 1, source.columns() - 1);
        int bottom = Math.min(top + 1, source.rows() - 1);
        float fx = (float) (c - left);
        float fy = (float) (r - top);
        float above = source.value(plane, left, top) * (1 - fx) + source.value(plane, right, top) * fx;
        float below = source.value(plane, left, bottom) * (1 - fx) + source.value(plane, right, bottom) * fx;
        return above * (1 - fy) + below * fy;
    }

    private double column(double x, double y) {
        return toImage.xx() * x + toImage.xy() * y + toImage.tx();
    }

    private double row(double x, double y) {
        return toImage.yx() * x + toImage.yy() * y + toImage.ty();
    }
}
