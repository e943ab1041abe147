package org.lectern.rendering.raster;

import java.util.List;
import org.lectern.imaging.grayscale.OverlayBitmap;
import org.lectern.imaging.grayscale.Shutters;
import org.lectern.rendering.view.Affine2;

/** What lies over the image: shutters first, then overlays, which stay visible upon them. */
record Layers(RasterScene scene, Affine2 toImage) {
    boolean isEmpty() {
        return scene.shutters().isEmpty() && scene.overlays().isEmpty();
    }

    void paint(int y, int[] argb) {
        Shutters shutters = scene.shutters();
        int cover = shutters.argb();
        double halfWidth = (Math.abs(toImage.xx()) + Math.abs(toImage.xy())) / 2;
        double halfHeight = (Math.abs(toImage.yx()) + Math.abs(toImage.yy())) / 2;
        for (int x = 0; x < argb.length; x++) {
            double column = toImage.xx() * (x + 0.5) + toImage.xy() * (y + 0.5) + toImage.tx();
            double row = toImage.yx() * (x + 0.5) + toImage.yy() * (y + 0.5) + toImage.ty();
            boolean inside = column >= 0
                    && row >= 0
                    && column < scene.image().columns()
                    && row < scene.image().rows();
            if (inside && !shutters.isEmpty() && shutters.covers((int) column, (int) row)) {
                argb[x] = cover;
            }
            overlay(argb, x, scene.overlays(), new Footprint(column, row, halfWidth, halfHeight));
        }
    }

    private static void overlay(int[] argb, int x, List<OverlayLayer> overlays, Footprint footprint) {
        for (int i = 0; i < overlays.size(); i++) {
            OverlayLayer layer = overlays.get(i);
            if (footprint.touches(layer.bitmap())) {
                argb[x] = blend(argb[x], layer.argb());
            }
        }
    }

    /** The part of the image under a screen pixel, so that thin lines do not vanish in small pictures. */
    private record Footprint(double column, double row, double halfWidth, double halfHeight) {
        boolean touches(OverlayBitmap bitmap) {
            if (halfWidth <= 0.5 && halfHeight <= 0.5) {
                return bitmap.at((int) Math.floor(column), (int) Math.floor(row));
            }
            return bitmap.anyWithin(
                    (int) Math.floor(column - halfWidth + 0.5),
                    (int) Math.floor(row - halfHeight + 0.5),
                    (int) Math.ceil(column + halfWidth - 0.5) - 1,
                    (int) Math.ceil(row + halfHeight - 0.5) - 1);
        }
    }

    private static int blend(int under, int over) {
        int alpha = over >>> 24;
        if (alpha == 255) {
            return over;
        }
        int red = mix(under >> 16 & 0xFF, over >> 16 & 0xFF, alpha);
        int green = mix(under >> 8 & 0xFF, over >> 8 & 0xFF, alpha);
        int blue = mix(under & 0xFF, over & 0xFF, alpha);
        return 0xFF000000 | red << 16 | green << 8 | blue;
    }

    private static int mix(int under, int over, int alpha) {
        return (under * (255 - alpha) + over * alpha + 127) / 255;
    }
}
