package org.lectern.rendering.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.FrameAttributes;
import org.lectern.imaging.geometry.PixelSpacing;
import org.lectern.imaging.geometry.SpacingProvenance;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.imaging.grayscale.ModalityTransform;
import org.lectern.imaging.grayscale.PixelPadding;
import org.lectern.imaging.grayscale.PresentationTransform;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;
import org.lectern.rendering.view.Point2;

class MeasureTest {
    /** Rows 2 mm apart, columns 1 mm. */
    private static final Calibration OBLONG = Calibration.of(new PixelSpacing(2, 1, SpacingProvenance.PATIENT));

    private static Point2 p(double x, double y) {
        return new Point2(x, y);
    }

    private static double value(Measured measured) {
        return assertInstanceOf(Measured.Value.class, measured).value();
    }

    private static String reason(Measured measured) {
        return assertInstanceOf(Measured.Refused.class, measured).reason();
    }

    @Test
    void lengthsCountOblongPixels() {
        assertEquals(new Measured.Value(10, "mm", "in the patient"), OBLONG.length(p(1, 1), p(7, 5))); // 6 mm, 8 mm
        assertEquals(13, value(OBLONG.length(List.of(p(0, 0), p(3, 0), p(9, 4)))));
        Calibration unknown = Calibration.of(PixelSpacing.UNKNOWN);
        assertEquals(new Measured.Value(5, "px", "pixels only"), unknown.length(p(0, 0), p(3, 4)));
    }

    @Test
    void anglesAreThoseOfTheBodyNotOfThePixels() {
        assertEquals(45, value(OBLONG.angle(p(2, 0), p(0, 0), p(2, 1))), 1e-12);
        assertEquals(90, value(OBLONG.angle(p(1, 0), p(0, 0), p(0, 1))), 1e-12);
        assertEquals(180, value(OBLONG.angle(p(-1, 0), p(0, 0), p(5, 0))), 1e-12);
        assertEquals("a line has no length", reason(OBLONG.angle(p(1, 1), p(1, 1), p(2, 2))));
    }

    @Test
    void cobbIsTheSameWhicheverWayTheLinesWereDrawn() {
        assertEquals(45, value(OBLONG.cobb(p(0, 0), p(10, 0), p(0, 9), p(2, 10))), 1e-12);
        assertEquals(45, value(OBLONG.cobb(p(10, 0), p(0, 0), p(0, 9), p(2, 10))), 1e-12);
        assertEquals(0, value(OBLONG.cobb(p(0, 0), p(5, 5), p(9, 9), p(1, 1))), 1e-6);
    }

    @Test
    void areasAreThoseOfTheShapes() {
        assertEquals(new Measured.Value(48, "mm²", "in the patient"), OBLONG.area(new Roi.Rectangle(p(8, 7), p(2, 3))));
        assertEquals(Math.PI * 3 * 2 * 2, value(OBLONG.area(new Roi.Ellipse(p(2, 3), p(8, 7)))), 1e-12);
        assertEquals(12, value(OBLONG.area(new Roi.Polygon(List.of(p(0, 0), p(4, 0), p(0, 3))))), 1e-12);
        Roi bow = new Roi.Polygon(List.of(p(0, 0), p(4, 4), p(4, 0), p(0, 4)));
        assertEquals("the outline crosses itself", reason(OBLONG.area(bow)));
    }

    @Test
    void ultrasoundIsMeasuredWithinOneRegionOrNotAtAll() {
        DataSet image = DataSet.builder()
                .text(Tag.Modality, "US")
                .items(Tag.SequenceOfUltrasoundRegions, region(0, 99, 3, 3, 0.01), region(100, 199, 4, 3, 0.01))
                .build();
        Calibration calibration = Calibration.of(FrameAttributes.forFrame(image, 0));
        assertEquals(
                new Measured.Value(5, "mm", "calibrated by the ultrasound machine"),
                calibration.length(p(10, 10), p(40, 50)));
        assertEquals(
                "the points lie in different calibrated regions", reason(calibration.length(p(10, 10), p(150, 10))));
        assertEquals("outside the calibrated regions", reason(calibration.length(p(10, 10), p(300, 10))));
        assertEquals("the region's axes are not both lengths", reason(calibration.length(p(120, 10), p(150, 10))));
        assertEquals(
                "the points lie in different calibrated regions",
                reason(calibration.area(new Roi.Rectangle(p(90, 0), p(110, 9)))));
    }

    private static DataSet region(int left, int right, int unitX, int unitY, double delta) {
        return DataSet.builder()
                .number(Tag.RegionSpatialFormat, 1)
                .number(Tag.RegionLocationMinX0, left)
                .number(Tag.RegionLocationMinY0, 0)
                .number(Tag.RegionLocationMaxX1, right)
                .number(Tag.RegionLocationMaxY1, 99)
                .number(Tag.PhysicalUnitsXDirection, unitX)
                .number(Tag.PhysicalUnitsYDirection, unitY)
                .number(Tag.PhysicalDeltaX, delta)
                .number(Tag.PhysicalDeltaY, delta)
                .build();
    }

    /** 10 columns × 6 rows, each value its 10 · row + column. */
    private static FrameSamples grid() {
        byte[] bytes = new byte[60];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        PixelLayout layout = new PixelLayout(6, 10, 1, 8, 8, 7, false, PhotometricInterpretation.MONOCHROME2, false);
        return FrameSamples.of(layout, layout.photometric(), MemorySegment.ofArray(bytes));
    }

    private static GrayscalePipeline pipeline(ModalityTransform modality, PixelPadding padding) {
        return new GrayscalePipeline(
                modality,
                Voi.Window.of(1, 2),
                PresentationTransform.Shape.IDENTITY,
                false,
                Optional.ofNullable(padding));
    }

    @Test
    void aPixelCountsWhenItsCentreIsInside() {
        GrayscalePipeline hu = pipeline(new ModalityTransform.Rescale(2, -100, "HU"), null);
        // centres 2.5 and 3.5 by 1.5 and 2.5: values 12, 13, 22, 23
        RoiStatistics four = RoiStatistics.of(grid(), hu, new Roi.Rectangle(p(2.5, 1.4), p(4.5, 3.4)));
        assertEquals(4, four.pixelCount());
        assertEquals(2 * 17.5 - 100, four.mean(), 1e-12);
        assertEquals(2 * Math.sqrt((5.5 * 5.5 + 4.5 * 4.5) * 2 / 4), four.standardDeviation(), 1e-12); // over n
        assertEquals(-76, four.min());
        assertEquals(-54, four.max());
        assertEquals("HU", four.unit());
    }

    @Test
    void regionsThatShareAnEdgeShareNoPixel() {
        GrayscalePipeline plain = pipeline(ModalityTransform.identity(), null);
        RoiStatistics left = RoiStatistics.of(grid(), plain, new Roi.Rectangle(p(0, 0), p(4.5, 6)));
        RoiStatistics right = RoiStatistics.of(grid(), plain, new Roi.Rectangle(p(4.5, 0), p(10, 6)));
        assertEquals(60, left.pixelCount() + right.pixelCount());
        assertEquals("stored", left.unit());
    }

    @Test
    void paddingDoesNotCountAndTheImageEndsAtItsEdge() {
        GrayscalePipeline padded = pipeline(ModalityTransform.identity(), new PixelPadding(0, 9));
        RoiStatistics all = RoiStatistics.of(grid(), padded, new Roi.Rectangle(p(-50, -50), p(50, 50)));
        assertEquals(50, all.pixelCount());
        assertEquals(10, all.excludedCount());
        assertEquals(34.5, all.mean(), 1e-12);
        RoiStatistics none = RoiStatistics.of(grid(), padded, new Roi.Ellipse(p(20, 20), p(30, 30)));
        assertEquals(0, none.pixelCount());
        assertTrue(Double.isNaN(none.mean()));
    }

    @Test
    void anEllipseHasThePixelsOfItsEquation() {
        // centre (5, 3), half axes 3 and 2: per row of centres y − 3 = ±0.5, ±1.5, ±2.5
        Roi ellipse = new Roi.Ellipse(p(2, 1), p(8, 5));
        RoiStatistics inside = RoiStatistics.of(grid(), pipeline(ModalityTransform.identity(), null), ellipse);
        assertEquals(2 * 6 + 2 * 4, inside.pixelCount()); // |x − 5| < 2.9 and < 1.98
        assertEquals(29.5, inside.mean() + 0.0, 5); // symmetric about the centre
    }

    @Test
    void theProbeNamesPixelValueAndUnit() {
        GrayscalePipeline hu = pipeline(new ModalityTransform.Rescale(1, -1024, "HU"), new PixelPadding(12, 12));
        assertEquals(
                Optional.of(new PixelProbe(2, 1, 12, -1012, "HU", true)), PixelProbe.at(grid(), hu, p(2.99, 1.01)));
        assertFalse(PixelProbe.at(grid(), hu, p(10, 1)).isPresent());
    }
}
