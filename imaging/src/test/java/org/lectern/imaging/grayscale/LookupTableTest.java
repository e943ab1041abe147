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

class LookupTableTest {
    private final List<Finding> findings = new ArrayList<>();

    private Optional<LookupTable> read(DataSet item, boolean signed) {
        return LookupTable.read(item, Tag.LUTDescriptor, Tag.LUTData, signed, findings);
    }

    private static DataSet item(VR descriptor, double[] values, double... data) {
        return DataSet.builder()
                .number(Tag.LUTDescriptor, descriptor, values)
                .number(Tag.LUTData, VR.US, data)
                .build();
    }

    @Test
    void valuesOutsideTheTableGetItsEnds() {
        LookupTable table =
                read(item(VR.US, new double[] {3, 100, 12}, 7, 8, 4095), false).orElseThrow();
        assertEquals(7, table.at(-5));
        assertEquals(7, table.at(100));
        assertEquals(8, table.at(101.4));
        assertEquals(4095, table.at(1e9));
        assertTrue(findings.isEmpty());
    }

    @Test
    void zeroEntriesMean65536() {
        double[] data = new double[65536];
        for (int i = 0; i < data.length; i++) {
            data[i] = 65535 - i;
        }
        LookupTable table =
                read(item(VR.US, new double[] {0, 0, 16}, data), false).orElseThrow();
        assertEquals(65535, table.at(0));
        assertEquals(0, table.at(65535));
    }

    @Test
    void theFirstValueMappedIsSignedByItsInput() {
        DataSet unsignedVr = item(VR.US, new double[] {2, 65536 - 1024, 8}, 1, 2);
        assertEquals(-1024, read(unsignedVr, true).orElseThrow().firstMapped());
        assertEquals(64512, read(unsignedVr, false).orElseThrow().firstMapped());
        DataSet signedVr = item(VR.SS, new double[] {2, -1024, 8}, 1, 2);
        assertEquals(-1024, read(signedVr, false).orElseThrow().firstMapped());
    }

    @Test
    void bytesPackedInWordsAreTakenApart() {
        DataSet item = DataSet.builder()
                .number(Tag.LUTDescriptor, VR.US, 3, 0, 8)
                .bulk(Tag.LUTData, VR.OW, BulkData.InMemory.of(new byte[] {10, 20, (byte) 200, 0}))
                .build();
        assertArrayEquals(
                new int[] {10, 20, 200}, read(item, false).orElseThrow().entries());
    }

    @Test
    void eightBitEntriesMayAlsoLieInWords() {
        DataSet item = item(VR.US, new double[] {4, 0, 8}, 1, 2, 3, 255);
        assertArrayEquals(
                new int[] {1, 2, 3, 255}, read(item, false).orElseThrow().entries());
    }

    @Test
    void moreBitsThanSaidAndFewerEntriesThanPromisedAreFindings() {
        LookupTable table =
                read(item(VR.US, new double[] {4, 0, 10}, 0, 4000), false).orElseThrow();
        assertEquals(12, table.bits());
        assertArrayEquals(new int[] {0, 4000, 4000, 4000}, table.entries());
        assertEquals(2, findings.size());
    }

    @Test
    void aTableWithoutDataIsLeftOut() {
        assertTrue(
                read(DataSet.builder().number(Tag.LUTDescriptor, VR.US, 4, 0, 8).build(), false)
                        .isEmpty());
        assertTrue(read(item(VR.US, new double[] {4, 0}, 1), false).isEmpty());
        assertEquals(2, findings.size());
    }
}
