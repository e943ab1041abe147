package org.lectern.rendering.raster;

/**
 * How values between pixels are found. Whatever is asked for, a picture shown smaller than it is averages the area under
 * each screen pixel, except with {@link #NEAREST}.
 */
public enum Interpolation {
    /** The nearest pixel, unchanged. */
    NEAREST,
    /** Between two by two pixels. */
    BILINEAR,
    /** Catmull-Rom between four by four pixels: sharper, may overshoot. */
    BICUBIC,
    /** Windowed sinc over six by six pixels. */
    LANCZOS
}
