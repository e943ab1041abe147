package org.lectern.imaging.grayscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

class OverlayTest {
    private final List<Finding> findings = new ArrayList<>();

    private static DataSet.Builder plane(int group, int rows, int columns) {
        return DataSet.builder()
                .number(group << 16 | 0x10, VR.US, rows)
                .number(group << 16 | 0x11, VR.US, columns)
                .text(group << 16 | 0x40, VR.CS, "G");
    }

    @Test
    void framesOfAnOverlayFollowEachOtherBitByBit() throws IOException {
        // two frames of 3 × 3 bits: the second starts at bit 9
        DataSet dataSet = plane(0x6002, 3, 3)
                .number(0x60020015, VR.IS, 2)
                .number(0x60020050, VR.SS, 11, 21)
                .number(0x60020051, VR.US, 4)
                .bulk(0x60023000, VR.OW, BulkData.InMemory.of(new byte[] {1, 2, 2, 0}))
                .build();
        OverlayPlane plane = OverlayPlane.of(dataSet, findings).getFirst();
        OverlayBitmap first = plane.bitmap(3, Optional.empty()).orElseThrow();
        assertTrue(first.at(20, 10)); // origin 11\21 is row 11, column 21
        assertEquals(1, first.count());
        OverlayBitmap second = plane.bitmap(4, Optional.empty()).orElseThrow();
        assertTrue(second.at(20, 10)); // bit 9
        assertTrue(second.at(22, 12)); // bit 17
        assertEquals(2, second.count());
        assertTrue(plane.bitmap(2, Optional.empty()).isEmpty());
        assertTrue(plane.bitmap(5, Optional.empty()).isEmpty());
    }

    @Test
    void bitsAboveTheStoredOnesAreAnOverlayAndNoValue() throws IOException {
        FrameSamples frame = Frames.words(12, false, 0x0FFF, 0x8001, 0x4002, 0xC003);
        DataSet dataSet = plane(0x6000, 1, 4).number(0x60000102, VR.US, 15).build();
        OverlayBitmap bitmap = OverlayPlane.of(dataSet, findings)
                .getFirst()
                .bitmap(0, Optional.of(frame))
                .orElseThrow();
        assertFalse(bitmap.at(0, 0));
        assertTrue(bitmap.at(1, 0));
        assertFalse(bitmap.at(2, 0));
        assertTrue(bitmap.at(3, 0));
        assertEquals(3, frame.stored(3, 0));
    }

    @Test
    void overlaysWithoutSizeOrWithTooLittleDataAreNotShown() throws IOException {
        assertTrue(OverlayPlane.of(plane(0x6000, 0, 4).build(), findings).isEmpty());
        assertEquals(1, findings.size());
        DataSet shortData = plane(0x6004, 100, 100)
                .bulk(0x60043000, VR.OW, BulkData.InMemory.of(new byte[8]))
                .build();
        assertTrue(OverlayPlane.of(shortData, findings)
                .getFirst()
                .bitmap(0, Optional.empty())
                .isEmpty());
    }

    @Test
    void aBlockHasInkWhenAnyOfItsPixelsHas() {
        OverlayBitmap bitmap = new OverlayBitmap(-1, 0, 2, 2, new byte[] {0b1000});
        assertTrue(bitmap.anyWithin(-5, -5, 5, 5));
        assertTrue(bitmap.anyWithin(0, 1, 0, 1));
        assertFalse(bitmap.anyWithin(-1, 0, 0, 0));
    }

    @Test
    void eachShutterLeavesItsInsideSeen() {
        DataSet dataSet = DataSet.builder()
                .text(Tag.ShutterShape, "RECTANGULAR", "CIRCULAR", "POLYGONAL")
                .number(Tag.ShutterLeftVerticalEdge, 3)
                .number(Tag.ShutterRightVerticalEdge, 10)
                .number(Tag.ShutterUpperHorizontalEdge, 1)
                .number(Tag.ShutterLowerHorizontalEdge, 10)
                .number(Tag.CenterOfCircularShutter, 5, 6) // row 5, column 6
                .number(Tag.RadiusOfCircularShutter, 3)
                .number(Tag.VerticesOfThePolygonalShutter, 1, 1, 1, 20, 20, 1) // row, column
                .number(Tag.ShutterPresentationValue, 32896)
                .build();
        Shutters all = Shutters.of(dataSet, findings);
        assertEquals(3, all.shutters().size());
        assertEquals(0xFF808080, all.argb());
        DisplayShutter rectangle = all.shutters().get(0);
        assertTrue(rectangle.covers(1, 5));
        assertFalse(rectangle.covers(2, 0));
        assertFalse(rectangle.covers(9, 9));
        assertTrue(rectangle.covers(10, 9));
        DisplayShutter circle = all.shutters().get(1);
        assertFalse(circle.covers(5, 4));
        assertFalse(circle.covers(8, 4));
        assertTrue(circle.covers(9, 4));
        assertTrue(circle.covers(5 + 3, 4 + 1));
        DisplayShutter polygon = all.shutters().get(2);
        assertFalse(polygon.covers(0, 0)); // a corner is seen
        assertFalse(polygon.covers(10, 9)); // on the slanted edge: column + row = 19
        assertFalse(polygon.covers(9, 9));
        assertTrue(polygon.covers(11, 9));
        assertTrue(all.covers(0, 0));
        assertFalse(all.covers(5, 4));
    }

    @Test
    void aBitmapShutterCoversWhereItsOverlayHasInk() {
        DataSet dataSet = plane(0x6006, 1, 8)
                .bulk(0x60063000, VR.OW, BulkData.InMemory.of(new byte[] {0b00000100, 0}))
                .text(Tag.ShutterShape, "BITMAP")
                .number(Tag.ShutterOverlayGroup, VR.US, 0x6006)
                .build();
        Shutters shutters = Shutters.of(dataSet, findings);
        assertTrue(shutters.covers(2, 0));
        assertFalse(shutters.covers(3, 0));
        assertEquals(0xFF000000, shutters.argb());
    }

    @Test
    void shuttersWithoutAShapeAreFindings() {
        DataSet dataSet = DataSet.builder()
                .text(Tag.ShutterShape, "CIRCULAR", "STARRY", "POLYGONAL", "BITMAP")
                .build();
        assertTrue(Shutters.of(dataSet, findings).isEmpty());
        assertEquals(4, findings.size());
    }
}
