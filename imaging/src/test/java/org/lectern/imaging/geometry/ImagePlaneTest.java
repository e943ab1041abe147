package org.lectern.imaging.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

class ImagePlaneTest {
    private static DataSet.Builder header() {
        return DataSet.builder()
                .number(Tag.Rows, 40)
                .number(Tag.Columns, 60)
                .text(Tag.PixelSpacing, "0.5", "0.25")
                .text(Tag.ImagePositionPatient, "-10", "20", "30")
                .text(Tag.ImageOrientationPatient, "0", "1", "0", "0", "0", "-1");
    }

    @Test
    void pixelCentresLieAtWholeIndicesAndTheSecondSpacingRunsAlongTheRow() {
        ImagePlane plane = ImagePlane.of(header().build(), 0).orElseThrow();
        assertEquals(new Vector3(-10, 20, 30), plane.toPatient(0, 0));
        // 4 columns on: 4 × 0.25 mm towards the back; 6 rows down: 6 × 0.5 mm towards the feet
        assertEquals(new Vector3(-10, 21, 27), plane.toPatient(4, 6));
        assertEquals(new Vector3(-1, 0, 0), plane.normal());
    }

    @Test
    void aFrameMovedToNowhereIsNotPlacedAndSaysSo() {
        for (String far : List.of("1e308", "NaN", "Infinity", "1e9")) {
            List<Finding> findings = new ArrayList<>();
            DataSet dose = header().text(Tag.GridFrameOffsetVector, "0", far).build();
            assertTrue(
                    ImagePlane.read(FrameAttributes.forFrame(dose, 1), findings).isEmpty(), far);
            assertEquals(1, findings.size(), far);
        }
    }

    @Test
    void aPatientPointComesBackAsColumnRowAndDistance() {
        ImagePlane plane = ImagePlane.of(header().build(), 0).orElseThrow();
        ImagePoint point = plane.toImage(new Vector3(-13, 21, 27));
        assertEquals(4, point.column(), 1e-12);
        assertEquals(6, point.row(), 1e-12);
        assertEquals(3, point.distanceMm(), 1e-12);
    }

    @Test
    void obliquePlanesGoThereAndBack() {
        double c = Math.cos(0.3);
        double s = Math.sin(0.3);
        ImagePlane plane =
                new ImagePlane(new Vector3(1, 2, 3), new Vector3(c, s, 0), new Vector3(0, 0, -1), 0.7, 1.3, 10, 20);
        ImagePoint point = plane.toImage(plane.toPatient(7.25, 11.5).plus(2, plane.normal()));
        assertEquals(7.25, point.column(), 1e-12);
        assertEquals(11.5, point.row(), 1e-12);
        assertEquals(2, point.distanceMm(), 1e-12);
    }

    @Test
    void directionsThatAreNotSquareLeaveTheImageUnplacedWithAFinding() {
        List<Finding> findings = new ArrayList<>();
        DataSet skewed = header().text(Tag.ImageOrientationPatient, "1", "0", "0", "0.5", "0.8", "0")
                .build();
        assertEquals(Optional.empty(), ImagePlane.read(FrameAttributes.forFrame(skewed, 0), findings));
        assertEquals(Tag.ImageOrientationPatient, findings.getFirst().tag());
    }

    @Test
    void roundedDirectionsAreMadeExact() {
        DataSet rounded = header().text(
                        Tag.ImageOrientationPatient, "0.9483", "0.3173", "0.001", "-0.317", "0.948", "0")
                .build();
        ImagePlane plane = ImagePlane.of(rounded, 0).orElseThrow();
        assertEquals(1, plane.columnDirection().length(), 1e-12);
        assertEquals(0, plane.rowDirection().dot(plane.columnDirection()), 1e-12);
    }

    @Test
    void missingOrImpossibleAttributesLeaveTheImageUnplaced() {
        assertTrue(ImagePlane.of(header().remove(Tag.ImagePositionPatient).build(), 0)
                .isEmpty());
        assertTrue(ImagePlane.of(header().remove(Tag.PixelSpacing).build(), 0).isEmpty());
        assertTrue(ImagePlane.of(header().text(Tag.PixelSpacing, "0", "0.5").build(), 0)
                .isEmpty());
        assertTrue(
                ImagePlane.of(header().text(Tag.ImagePositionPatient, "1", "2").build(), 0)
                        .isEmpty());
        assertTrue(ImagePlane.of(
                        header().text(Tag.ImageOrientationPatient, "0", "0", "0", "0", "0", "0")
                                .build(),
                        0)
                .isEmpty());
    }

    @Test
    void planesWithoutSizeAreRefused() {
        Vector3 x = new Vector3(1, 0, 0);
        Vector3 y = new Vector3(0, 1, 0);
        assertThrows(IllegalArgumentException.class, () -> new ImagePlane(Vector3.ZERO, x, y, 0, 1, 10, 10));
        assertThrows(IllegalArgumentException.class, () -> new ImagePlane(Vector3.ZERO, x, x, 1, 1, 10, 10));
        assertThrows(IllegalArgumentException.class, () -> new ImagePlane(Vector3.ZERO, x, y, 1, 1, 0, 10));
    }

    @Test
    void aFrameAnswersItsOwnGroupsThenTheSharedOnesThenTheImage() {
        DataSet image = DataSet.builder()
                .number(Tag.Rows, 4)
                .number(Tag.Columns, 4)
                .text(Tag.SliceThickness, "9")
                .text(Tag.Modality, "MR")
                .items(
                        Tag.SharedFunctionalGroupsSequence,
                        DataSet.builder()
                                .items(
                                        Tag.PixelMeasuresSequence,
                                        DataSet.builder()
                                                .text(Tag.PixelSpacing, "2", "1")
                                                .text(Tag.SliceThickness, "5")
                                                .build())
                                .items(
                                        Tag.PlaneOrientationSequence,
                                        DataSet.builder()
                                                .text(Tag.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
                                                .build())
                                .build())
                .items(Tag.PerFrameFunctionalGroupsSequence, position("7"), position("8"))
                .build();
        assertEquals(
                5,
                FrameAttributes.forFrame(image, 1).decimal(Tag.SliceThickness).orElseThrow());
        assertEquals("MR", FrameAttributes.forFrame(image, 1).text(Tag.Modality).orElseThrow());
        assertEquals(new Vector3(1, 2, 8), ImagePlane.of(image, 1).orElseThrow().toPatient(1, 1));
        assertFalse(ImagePlane.of(image, 2).isPresent());
    }

    private static DataSet position(String z) {
        return DataSet.builder()
                .items(
                        Tag.PlanePositionSequence,
                        DataSet.builder()
                                .text(Tag.ImagePositionPatient, "0", "0", z)
                                .build())
                .build();
    }

    @Test
    void theFramesOfADoseGridLieAtTheirOffsets() {
        DataSet dose = header().text(Tag.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
                .text(Tag.GridFrameOffsetVector, "0", "2.5", "5")
                .build();
        assertEquals(
                new Vector3(-10, 20, 35), ImagePlane.of(dose, 2).orElseThrow().position());
    }

    @Test
    void anAffineMapIsUndoneByItsInverse() {
        Affine map = new Affine(
                new Vector3(0.7, 0.1, 0),
                new Vector3(-0.2, 1.1, 0.3),
                new Vector3(0, 0.4, 1.9),
                new Vector3(-30, 5, 12));
        Vector3 point = new Vector3(3.5, -2, 8.25);
        assertEquals(0, map.inverse().apply(map.apply(point)).distance(point), 1e-12);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Affine(new Vector3(1, 0, 0), new Vector3(2, 0, 0), new Vector3(0, 0, 1), Vector3.ZERO));
    }
}
