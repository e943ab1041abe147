package org.lectern.rendering.raster;

import org.lectern.imaging.grayscale.ColorFrame;

/** Colours in three planes. */
record ColorSource(ColorFrame frame, int[] argb) implements Source {
    static ColorSource of(ColorFrame frame) {
        return new ColorSource(frame, frame.argb());
    }

    @Override
    public int rows() {
        return frame.rows();
    }

    @Override
    public int columns() {
        return frame.columns();
    }

    @Override
    public int planes() {
        return 3;
    }

    @Override
    public void readLine(boolean column, int line, float[][] planes) {
        int length = column ? rows() : columns();
        int step = column ? columns() : 1;
        int at = column ? line : line * columns();
        float[] red = planes[0];
        float[] green = planes[1];
        float[] blue = planes[2];
        for (int i = 0; i < length; i++, at += step) {
            int color = argb[at];
            red[i] = color >> 16 & 0xFF;
            green[i] = color >> 8 & 0xFF;
            blue[i] = color & 0xFF;
        }
    }

    @Override
    public void addLine(boolean column, int line, float weight, float[][] planes) {
        int length = column ? rows() : columns();
        int step = column ? columns() : 1;
        int at = column ? line : line * columns();
        float[] red = planes[0];
        float[] green = planes[1];
        float[] blue = planes[2];
        for (int i = 0; i < length; i++, at += step) {
            int color = argb[at];
            red[i] += weight * (color >> 16 & 0xFF);
            green[i] += weight * (color >> 8 & 0xFF);
            blue[i] += weight * (color & 0xFF);
        }
    }

    @Override
    public float value(int plane, int column, int row) {
        return argb[row * columns() + column] >> 16 - 8 * plane & 0xFF;
    }

    @Override
    public void finish(float[][] planes, int begin, int end, int[] pixels) {
        float[] red = planes[0];
        float[] green = planes[1];
        float[] blue = planes[2];
        for (int i = begin; i < end; i++) {
            pixels[i] = 0xFF000000 | octet(red[i]) << 16 | octet(green[i]) << 8 | octet(blue[i]);
        }
    }

    @Override
    public int exact(int column, int row) {
        return argb[row * columns() + column];
    }

    private static int octet(float value) {
        return Math.max(0, Math.min(255, (int) (value + 0.5f)));
    }
}
