package org.lectern.imaging.geometry;

import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * The distances between pixel centres, with their worth.
 *
 * @param row between neighbouring rows: mm, or relative to {@code column} = 1 where the provenance knows pixels only
 * @param column between neighbouring columns, in the same unit
 * @param provenance where the spacing comes from
 */
public record PixelSpacing(double row, double column, SpacingProvenance provenance) {
    /** Square pixels of unknown size. */
    public static final PixelSpacing UNKNOWN = new PixelSpacing(1, 1, SpacingProvenance.NONE);

    /** Refuses spacing that is not above zero. */
    public PixelSpacing {
        if (!(row > 0 && column > 0 && row < 1e6 && column < 1e6)) {
            throw new IllegalArgumentException("pixel spacing of " + row + " × " + column);
        }
    }

    /** The spacing of a frame as a whole; for an ultrasound image that of its one kind of calibrated region, if any. */
    public static PixelSpacing of(FrameAttributes frame) {
        return PixelSpacingReader.read(frame);
    }

    /** The spacing of a frame of an image, the first frame being 0. */
    public static PixelSpacing of(DataSet image, int frame) {
        return of(FrameAttributes.forFrame(image, frame));
    }

    /** The spacing at a pixel: for ultrasound that of the region there, empty of millimetres outside regions. */
    public static PixelSpacing at(FrameAttributes frame, double column, double row) {
        if (!frame.contains(Tag.SequenceOfUltrasoundRegions)) {
            return of(frame);
        }
        return UltrasoundRegion.at(UltrasoundRegion.all(frame), column, row)
                .flatMap(UltrasoundRegion::spacing)
                .orElse(UNKNOWN);
    }

    /** Whether lengths come in millimetres; otherwise in pixels. */
    public boolean isMillimetres() {
        return provenance.isMillimetres();
    }

    /** The spacing, where it is in millimetres. */
    public Optional<PixelSpacing> inMillimetres() {
        return isMillimetres() ? Optional.of(this) : Optional.empty();
    }

    /** The length between two points given in pixels: mm, or widths of a pixel. */
    public double length(double columns, double rows) {
        return Math.hypot(columns * column, rows * row);
    }

    /** The shape of a pixel: height ÷ width. */
    public double aspect() {
        return row / column;
    }
}
