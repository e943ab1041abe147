package org.lectern.rendering.view;

/**
 * How an image is looked at, whatever image it is: the same look on the next slice or in a larger tile shows the same
 * part the same way round.
 *
 * @param zoom factor on top of the scale
 * @param centre the part of the image in the middle of the tile, as fractions of its width and height
 * @param rotationDegrees clockwise on the screen, applied after the mirror, in [0, 360)
 * @param mirrored whether left and right are exchanged before the rotation
 */
public record Look(Scale scale, double zoom, Point2 centre, double rotationDegrees, boolean mirrored) {
    /** The whole image, upright. */
    public static final Look INITIAL = new Look(new Scale.Fit(), 1, new Point2(0.5, 0.5), 0, false);

    private static final double MIN_ZOOM = 1 / 64.0;
    private static final double MAX_ZOOM = 256;

    /** Refuses nonsense, brings the angle into one turn and the zoom into its limits. */
    public Look {
        if (!(zoom > 0) || !Double.isFinite(rotationDegrees)) {
            throw new IllegalArgumentException("zoom %s, rotation %s".formatted(zoom, rotationDegrees));
        }
        zoom = Math.clamp(zoom, MIN_ZOOM, MAX_ZOOM);
        rotationDegrees = rotationDegrees - 360 * Math.floor(rotationDegrees / 360);
        if (rotationDegrees >= 360) {
            rotationDegrees = 0;
        }
    }

    /** Another scale, unzoomed, centred. */
    public Look withScale(Scale other) {
        return new Look(other, 1, new Point2(0.5, 0.5), rotationDegrees, mirrored);
    }

    /** Another centre. */
    public Look withCentre(Point2 other) {
        return new Look(scale, zoom, other, rotationDegrees, mirrored);
    }

    /** Another zoom about the middle of the tile. */
    public Look withZoom(double other) {
        return new Look(scale, other, centre, rotationDegrees, mirrored);
    }

    /** Turned clockwise as seen on the screen. */
    public Look rotated(double degrees) {
        return new Look(scale, zoom, centre, rotationDegrees + degrees, mirrored);
    }

    /** Left and right of the screen exchanged. */
    public Look flippedHorizontally() {
        return new Look(scale, zoom, centre, -rotationDegrees, !mirrored);
    }

    /** Top and bottom of the screen exchanged. */
    public Look flippedVertically() {
        return new Look(scale, zoom, centre, 180 - rotationDegrees, !mirrored);
    }

    /** Moved by an offset on the screen, in device pixels. */
    public Look panned(Point2 offset, ImageGrid grid, Tile tile) {
        Point2 image = ViewTransform.resolve(grid, this, tile).imageOffset(offset);
        return withCentre(new Point2(centre.x() - image.x() / grid.columns(), centre.y() - image.y() / grid.rows()));
    }

    /** Zoomed by a factor so that what lies under a point of the screen stays there. */
    public Look zoomedAbout(Point2 point, double factor, ImageGrid grid, Tile tile) {
        Look closer = withZoom(zoom * factor);
        Point2 before = ViewTransform.resolve(grid, this, tile).toImage(point);
        Point2 after = ViewTransform.resolve(grid, closer, tile).toImage(point);
        return closer.withCentre(new Point2(
                centre.x() + (before.x() - after.x()) / grid.columns(),
                centre.y() + (before.y() - after.y()) / grid.rows()));
    }
}
