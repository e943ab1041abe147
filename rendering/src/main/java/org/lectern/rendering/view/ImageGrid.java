package org.lectern.rendering.view;

/**
 * The pixel raster of an image and the shape of its pixels.
 *
 * @param columnSpacing from one column to the next, in mm when {@code physical}, else in any unit
 * @param rowSpacing from one row to the next, in the same unit
 * @param physical whether the spacings are millimetres, not just an aspect ratio
 */
public record ImageGrid(int columns, int rows, double columnSpacing, double rowSpacing, boolean physical) {
    /** Refuses an empty raster and pixels without extent. */
    public ImageGrid {
        if (columns <= 0 || rows <= 0) {
            throw new IllegalArgumentException("An image of %d × %d pixels cannot be shown".formatted(columns, rows));
        }
        if (!(columnSpacing > 0 && columnSpacing < 1e6) || !(rowSpacing > 0 && rowSpacing < 1e6)) {
            throw new IllegalArgumentException("Pixels of %s × %s have no shape".formatted(columnSpacing, rowSpacing));
        }
    }

    /** Square pixels of unknown size. */
    public static ImageGrid square(int columns, int rows) {
        return new ImageGrid(columns, rows, 1, 1, false);
    }

    /** Pixels of known size. */
    public static ImageGrid ofMm(int columns, int rows, double columnSpacingMm, double rowSpacingMm) {
        return new ImageGrid(columns, rows, columnSpacingMm, rowSpacingMm, true);
    }

    /** Width in the unit of the spacing. */
    public double width() {
        return columns * columnSpacing;
    }

    /** Height in the unit of the spacing. */
    public double height() {
        return rows * rowSpacing;
    }

    /** The middle of the image, in pixels from its top left corner. */
    public Point2 middle() {
        return new Point2(columns / 2.0, rows / 2.0);
    }

    /** Whether a point lies on the image. */
    public boolean contains(Point2 point) {
        return point.x() >= 0 && point.y() >= 0 && point.x() < columns && point.y() < rows;
    }
}
