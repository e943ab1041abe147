package org.lectern.rendering.raster;

import java.util.List;
import org.lectern.imaging.grayscale.Shutters;
import org.lectern.rendering.view.Affine2;

/**
 * A snapshot of everything that one picture needs; it does not change while it is drawn.
 *
 * @param imageToScreen from image pixels, counted from the corner of the first one, to pixels of the target
 * @param background colour around the picture, {@code 0xFFRRGGBB}
 */
public record RasterScene(
        RasterImage image,
        Affine2 imageToScreen,
        Interpolation interpolation,
        Shutters shutters,
        List<OverlayLayer> overlays,
        int background) {
    /** Black, the background unless somebody wants another. */
    public static final int BLACK = 0xFF000000;

    /** Copies the list, refuses a mapping that shows nothing. */
    public RasterScene {
        overlays = List.copyOf(overlays);
        double determinant = imageToScreen.determinant();
        if (determinant == 0 || !Double.isFinite(determinant)) {
            throw new IllegalArgumentException("A picture of no size cannot be drawn");
        }
    }

    /** A picture on black without overlays or shutters. */
    public static RasterScene of(RasterImage image, Affine2 imageToScreen, Interpolation interpolation) {
        return new RasterScene(image, imageToScreen, interpolation, Shutters.none(), List.of(), BLACK);
    }

    /** The same picture somewhere else, as a magnifier needs it. */
    public RasterScene at(Affine2 other) {
        return new RasterScene(image, other, interpolation, shutters, overlays, background);
    }
}
