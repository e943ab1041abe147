package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.CodecException;

/**
 * One component of one tile: its resolutions, T.800 B.5.
 *
 * <p>The coefficients of all sub-bands share one array as large as the tile component: LL of each level in the corner,
 * HL to its right, LH below, HH diagonally.
 */
final class TileComponent {
    final ComponentStyle style;
    final Area area;
    final Resolution[] resolutions;
    final int roiShift;
    final int stepX;
    final int stepY;

    private TileComponent(
            ComponentStyle style, Area area, int roiShift, int stepX, int stepY, Resolution[] resolutions) {
        this.style = style;
        this.area = area;
        this.roiShift = roiShift;
        this.stepX = stepX;
        this.stepY = stepY;
        this.resolutions = resolutions;
    }

    /** Component {@code c} of the tile that covers {@code tile} on the reference grid. */
    static TileComponent of(ImageSize size, Area tile, int c, Parameters parameters) throws CodecException {
        ComponentStyle style = parameters.style(c);
        Quantization quantization = parameters.quantization(c);
        Area area = size.component(tile, c);
        Resolution[] resolutions = new Resolution[style.levels() + 1];
        for (int r = 0; r <= style.levels(); r++) {
            resolutions[r] = resolution(style, quantization, area, r, size.precision()[c]);
        }
        return new TileComponent(style, area, parameters.roiShift(c), size.stepX()[c], size.stepY()[c], resolutions);
    }

    private static Resolution resolution(
            ComponentStyle style, Quantization quantization, Area tile, int r, int precision) throws CodecException {
        int level = style.levels() - r;
        Subband[] bands = new Subband[r == 0 ? 1 : 3];
        for (int b = 0; b < bands.length; b++) {
            bands[b] = band(style, quantization, tile, r, r == 0 ? Subband.LL : b + 1, precision);
        }
        return new Resolution(tile.reduced(level), bands, level, style.precinctWidthLog(r), style.precinctHeightLog(r));
    }

    private static Subband band(
            ComponentStyle style, Quantization quantization, Area tile, int r, int kind, int precision)
            throws CodecException {
        int level = r == 0 ? style.levels() : style.levels() - r + 1;
        Area lower = tile.reduced(level);
        int shrink = kind == Subband.LL ? 0 : 1;
        int highX = kind & 1;
        int highY = kind >> 1;
        int index = r == 0 ? 0 : 3 * r - 3 + kind;
        int exponent = quantization.exponent(index, r);
        int gain = highX + highY;
        double step = Math.scalb(1 + quantization.mantissa(index) / 2048.0, precision + gain - exponent);
        return new Subband(
                kind,
                kind == Subband.LL ? lower : tile.band(level, highX, highY),
                lower,
                Math.min(style.blockWidthLog(), style.precinctWidthLog(r) - shrink),
                Math.min(style.blockHeightLog(), style.precinctHeightLog(r) - shrink),
                quantization.guardBits() + exponent - 1,
                (float) step);
    }

    long precincts() {
        long total = 0;
        for (Resolution resolution : resolutions) {
            total += resolution.precincts();
        }
        return total;
    }
}
