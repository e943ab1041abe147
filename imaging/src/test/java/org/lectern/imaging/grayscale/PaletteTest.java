package org.lectern.imaging.grayscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.pixel.PhotometricInterpretation;

class PaletteTest {
    private static final int RED = Tag.RedPaletteColorLookupTableDescriptor;
    private static final int SEGMENTED = Tag.SegmentedRedPaletteColorLookupTableData;

    private final List<Finding> findings = new ArrayList<>();

    private static DataSet plain(int bits, double[] red, double[] green, double[] blue) {
        return DataSet.builder()
                .number(Tag.RedPaletteColorLookupTableDescriptor, VR.US, red.length, 5, bits)
                .number(Tag.GreenPaletteColorLookupTableDescriptor, VR.US, red.length, 5, bits)
                .number(Tag.BluePaletteColorLookupTableDescriptor, VR.US, red.length, 5, bits)
                .number(Tag.RedPaletteColorLookupTableData, VR.OW, red)
                .number(Tag.GreenPaletteColorLookupTableData, VR.OW, green)
                .number(Tag.BluePaletteColorLookupTableData, VR.OW, blue)
                .build();
    }

    private int[] segmented(int bits, int entries, byte[] data) {
        DataSet dataSet = DataSet.builder()
                .number(RED, VR.US, entries, 0, bits)
                .bulk(SEGMENTED, VR.OW, BulkData.InMemory.of(data))
                .build();
        Optional<LookupTable> table = LookupTable.Descriptor.read(dataSet, RED, false, findings)
                .flatMap(descriptor -> SegmentedPalette.read(dataSet, SEGMENTED, descriptor, findings));
        return table.map(LookupTable::entries).orElse(new int[0]);
    }

    private static byte[] words(int... values) {
        byte[] bytes = new byte[values.length * 2];
        for (int i = 0; i < values.length; i++) {
            bytes[2 * i] = (byte) values[i];
            bytes[2 * i + 1] = (byte) (values[i] >> 8);
        }
        return bytes;
    }

    @Test
    void sixteenBitEntriesAreScaledAndValuesOutsideGetTheEnds() {
        Palette palette = Palette.read(
                        plain(16, new double[] {0, 65535}, new double[] {32896, 257}, new double[] {65535, 0}),
                        findings)
                .orElseThrow();
        assertEquals(0xFF0080FF, palette.argb(0));
        assertEquals(0xFF0080FF, palette.argb(5));
        assertEquals(0xFFFF0100, palette.argb(6));
        assertEquals(0xFFFF0100, palette.argb(200));
    }

    @Test
    void sixteenBitsThatAreReallyEightAreNotShownBlack() {
        Palette palette = Palette.read(
                        plain(16, new double[] {0, 255}, new double[] {1, 2}, new double[] {3, 4}), findings)
                .orElseThrow();
        assertEquals(0xFF000103, palette.argb(5));
        assertEquals(0xFFFF0204, palette.argb(6));
        assertEquals(1, findings.size());
    }

    @Test
    void discreteAndLinearSegmentsFollowEachOther() {
        byte[] data = words(0, 2, 10, 20, 1, 4, 40); // 10, 20, then four steps to 40
        assertArrayEquals(new int[] {10, 20, 25, 30, 35, 40}, segmented(16, 6, data));
        assertTrue(findings.isEmpty());
    }

    @Test
    void indirectSegmentsRepeatOthers() {
        // 0: discrete 1 entry (3 words), 6: linear of 2 to 100 (3 words), then both of them again from byte 0
        byte[] data = words(0, 1, 0, 1, 2, 100, 2, 2, 0, 0);
        assertArrayEquals(new int[] {0, 50, 100, 0, 50, 100}, segmented(16, 6, data));
    }

    @Test
    void eightBitSegmentsCountInBytes() {
        byte[] data = {0, 2, 5, (byte) 200, 1, 2, 100, 2, 1, 0, 0, 0, 0, 0};
        assertArrayEquals(new int[] {5, 200, 150, 100, 5, 200}, segmented(8, 6, data));
    }

    @Test
    void segmentsThatPointAtThemselvesOrNowhereEnd() {
        assertArrayEquals(new int[] {7, 7, 7}, segmented(16, 3, words(0, 1, 7, 2, 65535, 6, 0)));
        assertArrayEquals(new int[] {7, 7, 7}, segmented(16, 3, words(0, 1, 7, 2, 1, 65535, 65535)));
        assertArrayEquals(new int[0], segmented(16, 3, words(1, 2, 100)));
        assertTrue(findings.size() >= 3);
    }

    @Test
    void aSupplementalPaletteColoursOnlyItsOwnValues() {
        Palette palette = Palette.read(
                        plain(8, new double[] {255, 0}, new double[] {0, 255}, new double[] {0, 0}), findings)
                .orElseThrow();
        GrayscalePipeline pipeline = new GrayscalePipeline(
                ModalityTransform.identity(),
                Voi.Window.spanning(0, 255, ""),
                PresentationTransform.Shape.IDENTITY,
                false,
                Optional.empty());
        ColorFrame frame = Colors.supplemental(Frames.words(12, false, 0, 4, 5, 6), palette, pipeline);
        assertArrayEquals(new int[] {0xFF000000, 0xFF040404, 0xFFFF0000, 0xFF00FF00}, frame.argb());
    }

    @Test
    void ybrFullFollowsTheEquationsOfTheStandard() {
        ColorFrame frame = Colors.of(
                Frames.bytes(PhotometricInterpretation.YBR_FULL, 3, 76, 85, 255, 128, 128, 128, 255, 128, 128),
                Optional.empty());
        // 76 + 1.402 · 127 = 254.05; 76 + 0.344136 · 43 − 0.714136 · 127 = 0.10; 76 − 1.772 · 43 = −0.2
        assertArrayEquals(new int[] {0xFFFE0000, 0xFF808080, 0xFFFFFFFF}, frame.argb());
    }

    @Test
    void theReversibleTransformIsUndone() {
        // R 200, G 100, B 50: Y = (200 + 200 + 50) >> 2 = 112, Cb = −50, Cr = 100 → stored with 128 added
        ColorFrame frame =
                Colors.of(Frames.bytes(PhotometricInterpretation.YBR_RCT, 3, 112, 78, 228), Optional.empty());
        assertEquals(0xFFC86432, frame.at(0, 0));
    }

    @Test
    void partialRangeReachesBlackAndWhite() {
        ColorFrame frame = Colors.of(
                Frames.bytes(PhotometricInterpretation.YBR_PARTIAL_420, 3, 16, 128, 128, 235, 128, 128),
                Optional.empty());
        assertArrayEquals(new int[] {0xFF000000, 0xFFFFFFFF}, frame.argb());
    }
}
