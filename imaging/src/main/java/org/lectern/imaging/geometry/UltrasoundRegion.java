package org.lectern.imaging.geometry;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * One calibrated region of an ultrasound image (PS3.3 C.8.5.5): a rectangle of pixels, its kind of display, and what one
 * pixel is worth in each direction.
 *
 * @param minColumn first column, from 0
 * @param maxColumn last column
 * @param spatialFormat Region Spatial Format: 1 2D (tissue or flow), 2 M-mode, 3 spectral, 4 wave form, 5 graphics
 * @param unitX Physical Units X Direction: 3 cm, 4 seconds, 5 hertz, 7 cm/s …
 * @param unitY Physical Units Y Direction
 * @param deltaX physical value of one pixel towards the right
 * @param deltaY physical value of one pixel downwards
 */
public record UltrasoundRegion(
        int minColumn,
        int minRow,
        int maxColumn,
        int maxRow,
        int spatialFormat,
        int unitX,
        int unitY,
        double deltaX,
        double deltaY) {

    private static final int CENTIMETRE = 3;

    /** The regions of a frame. */
    public static List<UltrasoundRegion> all(FrameAttributes frame) {
        return frame.items(Tag.SequenceOfUltrasoundRegions).stream()
                .map(UltrasoundRegion::of)
                .toList();
    }

    /** The region at a pixel: the smallest where regions lie one in the other. */
    public static Optional<UltrasoundRegion> at(List<UltrasoundRegion> regions, double column, double row) {
        return regions.stream()
                .filter(region -> region.contains(column, row))
                .min((a, b) -> Long.compare(a.area(), b.area()));
    }

    /** Whether a pixel position lies in the region. */
    public boolean contains(double column, double row) {
        return column >= minColumn - 0.5 && column <= maxColumn + 0.5 && row >= minRow - 0.5 && row <= maxRow + 0.5;
    }

    /** The spacing, where both directions are lengths. */
    public Optional<PixelSpacing> spacing() {
        double column = Math.abs(deltaX) * 10;
        double row = Math.abs(deltaY) * 10;
        boolean lengths = unitX == CENTIMETRE && unitY == CENTIMETRE && row > 0 && column > 0;
        return lengths && row < 1e5 && column < 1e5
                ? Optional.of(new PixelSpacing(row, column, SpacingProvenance.ULTRASOUND_REGION))
                : Optional.empty();
    }

    private long area() {
        return (maxColumn - (long) minColumn + 1) * (maxRow - (long) minRow + 1);
    }

    private static UltrasoundRegion of(DataSet item) {
        return new UltrasoundRegion(
                item.integer(Tag.RegionLocationMinX0).orElse(0),
                item.integer(Tag.RegionLocationMinY0).orElse(0),
                item.integer(Tag.RegionLocationMaxX1).orElse(-1),
                item.integer(Tag.RegionLocationMaxY1).orElse(-1),
                item.integer(Tag.RegionSpatialFormat).orElse(0),
                item.integer(Tag.PhysicalUnitsXDirection).orElse(0),
                item.integer(Tag.PhysicalUnitsYDirection).orElse(0),
                item.decimal(Tag.PhysicalDeltaX).orElse(0),
                item.decimal(Tag.PhysicalDeltaY).orElse(0));
    }
}
