package org.lectern.imaging.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.Finding;

class RealStudiesTest {
    private final Path data = Path.of(System.getProperty("lectern.data", "../../shared/data"));

    @BeforeEach
    void needData() {
        Assumptions.assumeTrue(Files.isDirectory(data));
    }

    private List<DisplaySet> sets(String folder) throws IOException {
        return StudyFolder.read(data.resolve(folder), Parallel.SEQUENTIAL)
                .tree()
                .displaySets();
    }

    private static List<String> findings(DisplaySet set) {
        return set.findings().stream().map(Finding::what).toList();
    }

    @Test
    void theTiltedHeadIsOneStackWithItsTiltAndItsMixedSlices() throws IOException {
        List<DisplaySet> sets = sets("ct-head-gantry-tilt");
        assertEquals(1, sets.size());
        assertEquals(28, sets.getFirst().frames().size());
        assertEquals(18.5, sets.getFirst().stack().orElseThrow().tiltDegrees(), 0.05);
        assertTrue(findings(sets.getFirst()).contains("slice thickness is mixed: 4.0 mm to 7.0 mm"));
    }

    @Test
    void theMissingSliceOfAnUnevenSeriesIsNamed() throws IOException {
        assertEquals(
                List.of("1 slice is missing between images 3 and 4: 10.0 mm apart instead of 5.0 mm"),
                findings(sets("ct-uneven-slice-spacing").getFirst()));
    }

    @Test
    void theChestIsOneRegularVolume() throws IOException {
        DisplaySet chest = sets("ct-chest-volume-lidc0001").getFirst();
        assertEquals(133, chest.frames().size());
        assertEquals(2.5, chest.stack().orElseThrow().spacingMm(), 1e-6);
        assertEquals(List.of(), findings(chest));
    }

    @Test
    void roundedPositionsDoNotMakeAStackUneven() throws IOException {
        DisplaySet brain = sets("mr-brain-axial-series").getFirst();
        assertTrue(brain.stack().orElseThrow().regular());
        assertEquals(19, brain.frames().size());
    }

    @Test
    void theFourPassesOfADiffusionSeriesAreTakenApart() throws IOException {
        List<DisplaySet> sets = sets("mr-dti-series");
        assertEquals(4, sets.size());
        sets.forEach(set -> assertEquals(4, set.frames().size()));
    }

    @Test
    void damagedFoldersAreReadWithoutAnException() throws IOException {
        for (String folder : List.of("malformed-fuzz", "malformed-misc", "malformed-pydicom")) {
            assertTrue(!sets(folder).isEmpty());
        }
    }
}
