package org.lectern.rendering.view;

import java.util.OptionalDouble;

/**
 * Where each image pixel lies in its tile. Derived from look, image and tile whenever one of them changes; never stored.
 *
 * @param toScreen from image pixels to device pixels of the tile
 * @param toImage the way back
 * @param pixelsPerMm on the screen, empty when the size of the image's pixels is unknown
 */
public record ViewTransform(Affine2 toScreen, Affine2 toImage, OptionalDouble pixelsPerMm) {

    /** The transform of an image in a tile. */
    public static ViewTransform resolve(ImageGrid grid, Look look, Tile tile) {
        double radians = Math.toRadians(look.rotationDegrees());
        double cos = tidy(Math.cos(radians));
        double sin = tidy(Math.sin(radians));
        double perUnit = look.zoom() * unitScale(grid, look.scale(), tile, cos, sin);
        double x = perUnit * grid.columnSpacing() * (look.mirrored() ? -1 : 1);
        double y = perUnit * grid.rowSpacing();
        Affine2 turn = new Affine2(cos * x, -sin * y, sin * x, cos * y, 0, 0);
        Point2 centre = turn.apply(
                new Point2(look.centre().x() * grid.columns(), look.centre().y() * grid.rows()));
        Point2 shift = tile.middle().minus(centre);
        if (look.scale() instanceof Scale.NativePixel && cos * sin == 0) {
            shift = new Point2(Math.rint(shift.x()), Math.rint(shift.y())); // pixel on pixel, or 1:1 is blurred
        }
        Affine2 map = new Affine2(turn.xx(), turn.xy(), turn.yx(), turn.yy(), shift.x(), shift.y());
        return new ViewTransform(
                map, map.inverse(), grid.physical() ? OptionalDouble.of(perUnit) : OptionalDouble.empty());
    }

    /** Where an image point is seen. */
    public Point2 toScreen(Point2 image) {
        return toScreen.apply(image);
    }

    /** The image point seen at a place of the tile. */
    public Point2 toImage(Point2 screen) {
        return toImage.apply(screen);
    }

    /** An offset on the screen in image pixels. */
    public Point2 imageOffset(Point2 screen) {
        return toImage.applyOffset(screen);
    }

    /** Device pixels for one image pixel, the smaller of both directions. */
    public double magnification() {
        return Math.min(Math.hypot(toScreen.xx(), toScreen.yx()), Math.hypot(toScreen.xy(), toScreen.yy()));
    }

    /** The same in logical pixels where one holds {@code outputScale} device pixels. */
    public ViewTransform logical(double outputScale) {
        Affine2 map = toScreen.scaled(1 / outputScale);
        return new ViewTransform(
                map,
                map.inverse(),
                pixelsPerMm.isPresent()
                        ? OptionalDouble.of(pixelsPerMm.getAsDouble() / outputScale)
                        : OptionalDouble.empty());
    }

    private static double unitScale(ImageGrid grid, Scale scale, Tile tile, double cos, double sin) {
        double fit = Math.min(
                tile.width() / (Math.abs(cos) * grid.width() + Math.abs(sin) * grid.height()),
                tile.height() / (Math.abs(sin) * grid.width() + Math.abs(cos) * grid.height()));
        return switch (scale) {
            case Scale.Fit whole -> fit;
            case Scale.NativePixel one -> 1 / Math.min(grid.columnSpacing(), grid.rowSpacing());
            case Scale.SameSize same -> grid.physical() ? 1 / same.mmPerPixel() : fit;
            case Scale.TrueSize life ->
                grid.physical() && tile.pitchMm().isPresent()
                        ? 1 / tile.pitchMm().getAsDouble()
                        : fit;
        };
    }

    private static double tidy(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-12 ? Math.rint(value) : value;
    }
}
