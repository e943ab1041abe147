package org.lectern.imaging.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;

class PixelSpacingTest {
    private static PixelSpacing spacing(DataSet.Builder header) {
        return PixelSpacing.of(header.build(), 0);
    }

    private static DataSet.Builder projection() {
        return DataSet.builder().text(Tag.Modality, "DX");
    }

    @Test
    void aSliceIsMeasuredInThePatient() {
        assertEquals(
                new PixelSpacing(0.8, 0.4, SpacingProvenance.PATIENT),
                spacing(DataSet.builder().text(Tag.Modality, "CT").text(Tag.PixelSpacing, "0.8", "0.4")));
    }

    @Test
    void aCtLocalizerIsAProjectionAndAnMrLocalizerIsASlice() {
        DataSet.Builder localizer = DataSet.builder()
                .text(Tag.Modality, "CT")
                .text(Tag.ImageType, "ORIGINAL", "PRIMARY", "LOCALIZER")
                .text(Tag.PixelSpacing, "0.6", "0.5");
        assertEquals(new PixelSpacing(0.6, 0.5, SpacingProvenance.ESTIMATED_AT_PATIENT), spacing(localizer));
        assertEquals(
                SpacingProvenance.PATIENT,
                spacing(localizer.text(Tag.Modality, "MR")).provenance());
        assertEquals(
                SpacingProvenance.ESTIMATED_AT_PATIENT,
                spacing(localizer.text(Tag.Modality, "PT").text(Tag.SOPClassUID, Uid.CTImageStorage))
                        .provenance());
    }

    @Test
    void aCalibratedProjectionSaysHow() {
        DataSet.Builder calibrated = projection()
                .text(Tag.PixelSpacing, "0.1", "0.1")
                .text(Tag.ImagerPixelSpacing, "0.14", "0.14")
                .text(Tag.PixelSpacingCalibrationType, "FIDUCIAL");
        assertEquals(new PixelSpacing(0.1, 0.1, SpacingProvenance.CALIBRATED_BY_FIDUCIAL), spacing(calibrated));
        assertEquals(
                SpacingProvenance.CALIBRATED_BY_GEOMETRY,
                spacing(calibrated.text(Tag.PixelSpacingCalibrationType, "GEOMETRY"))
                        .provenance());
        assertEquals(
                SpacingProvenance.CALIBRATED,
                spacing(calibrated.remove(Tag.PixelSpacingCalibrationType)).provenance());
    }

    @Test
    void theSameSpacingTwiceIsTheDetectors() {
        assertEquals(
                new PixelSpacing(0.14, 0.14, SpacingProvenance.DETECTOR),
                spacing(projection()
                        .text(Tag.PixelSpacing, "0.14", "0.140")
                        .text(Tag.ImagerPixelSpacing, "0.14", "0.14")));
    }

    @Test
    void theMagnificationFactorBringsTheDetectorToThePatient() {
        // 0.07 mm at the detector, magnified 1.4 times: 0.05 mm in the breast
        PixelSpacing spacing = spacing(DataSet.builder()
                .text(Tag.Modality, "MG")
                .text(Tag.ImagerPixelSpacing, "0.07", "0.07")
                .text(Tag.EstimatedRadiographicMagnificationFactor, "1.4"));
        assertEquals(SpacingProvenance.ESTIMATED_AT_PATIENT, spacing.provenance());
        assertEquals(0.05, spacing.row(), 1e-12);
    }

    @Test
    void spacingWithoutAMeaningIsSaidToHaveNone() {
        assertEquals(
                SpacingProvenance.UNSTATED,
                spacing(projection().text(Tag.PixelSpacing, "0.2", "0.2")).provenance());
    }

    @Test
    void aScannedFilmIsMeasuredOnTheFilm() {
        assertEquals(
                new PixelSpacing(0.17, 0.17, SpacingProvenance.SCANNED_FILM),
                spacing(DataSet.builder()
                        .text(Tag.Modality, "OT")
                        .text(Tag.NominalScannedPixelSpacing, "0.17", "0.17")));
    }

    @Test
    void anAspectRatioShapesPixelsWithoutMillimetres() {
        PixelSpacing spacing = spacing(DataSet.builder().text(Tag.PixelAspectRatio, "4", "3"));
        assertFalse(spacing.isMillimetres());
        assertEquals(4 / 3.0, spacing.aspect(), 1e-12);
        assertEquals(5, new PixelSpacing(1, 1, SpacingProvenance.NONE).length(3, 4), 1e-12);
        assertEquals(PixelSpacing.UNKNOWN, spacing(DataSet.builder()));
    }

    private static DataSet region(int x0, int x1, int unit, double delta) {
        return DataSet.builder()
                .number(Tag.RegionSpatialFormat, unit == 3 ? 1 : 2)
                .number(Tag.RegionLocationMinX0, x0)
                .number(Tag.RegionLocationMaxX1, x1)
                .number(Tag.RegionLocationMinY0, 0)
                .number(Tag.RegionLocationMaxY1, 99)
                .number(Tag.PhysicalUnitsXDirection, unit)
                .number(Tag.PhysicalUnitsYDirection, 3)
                .number(Tag.PhysicalDeltaX, delta)
                .number(Tag.PhysicalDeltaY, -0.02)
                .build();
    }

    @Test
    void ultrasoundIsMeasuredByTheRegionUnderTheCaliper() {
        DataSet image = DataSet.builder()
                .text(Tag.Modality, "US")
                .items(Tag.SequenceOfUltrasoundRegions, region(0, 99, 3, 0.01), region(100, 199, 4, 0.005))
                .build();
        FrameAttributes frame = FrameAttributes.forFrame(image, 0);
        // 0.01 cm a column, 0.02 cm a row
        assertEquals(new PixelSpacing(0.2, 0.1, SpacingProvenance.ULTRASOUND_REGION), PixelSpacing.at(frame, 50, 50));
        assertEquals(PixelSpacing.UNKNOWN, PixelSpacing.at(frame, 150, 50)); // M-mode: seconds across
        assertEquals(PixelSpacing.UNKNOWN, PixelSpacing.at(frame, 50, 200)); // beside the regions
        assertEquals(new PixelSpacing(0.2, 0.1, SpacingProvenance.ULTRASOUND_REGION), PixelSpacing.of(frame));
    }
}
