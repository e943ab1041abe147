package org.lectern.rendering.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lectern.rendering.volume.SliceFiles.COLUMNS;
import static org.lectern.rendering.volume.SliceFiles.ROWS;
import static org.lectern.rendering.volume.SliceFiles.stored;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.StudyFolder;

class VolumeLoaderTest {
    @TempDir
    private Path folder;

    private SliceFiles files;

    @BeforeEach
    void start() {
        files = new SliceFiles(folder);
    }

    private static String findings(Volume volume) {
        return String.join("\n", volume.findings().stream().map(Finding::what).toList());
    }

    @Test
    void everyVoxelIsWhereItsSliceSays() throws IOException {
        for (int k = 0; k < 9; k++) {
            files.write(k, files.slice(k, 30 + 1.5 * k));
        }
        try (Volume volume = files.load()) {
            assertEquals(SampleType.INT16, volume.type());
            assertEquals(9, volume.grid().slices());
            for (int k = 0; k < 9; k++) {
                for (int j = 0; j < ROWS; j++) {
                    for (int i = 0; i < COLUMNS; i++) {
                        assertEquals(stored(i, j, k) * 2 - 1024, volume.value(i, j, k));
                    }
                }
            }
            Vector3 place = volume.indexToPatient().apply(4, 2, 3);
            assertEquals(0, place.distance(new Vector3(-9, 21, 34.5)), 1e-9);
        }
    }

    @Test
    void aTiltedGantryShearsTheGridAndMovesNoVoxel() throws IOException {
        double angle = Math.toRadians(18.5);
        for (int k = 0; k < 5; k++) {
            files.write(
                    k,
                    files.slice(k, 4 * k)
                            .number(Tag.ImageOrientationPatient, 1, 0, 0, 0, Math.cos(angle), -Math.sin(angle)));
        }
        try (Volume volume = files.load()) {
            Vector3 place = volume.indexToPatient().apply(0, 4, 3);
            // four rows of 0.5 mm along the tilted column, three slices of 4 mm straight up
            Vector3 expected = new Vector3(-10, 20 + 2 * Math.cos(angle), 12 - 2 * Math.sin(angle));
            assertEquals(0, place.distance(expected), 1e-6);
            assertTrue(findings(volume).contains("tilted by 18.5°"));
            assertEquals(SampleType.INT16, volume.type());
        }
    }

    @Test
    void slicesWithTheirOwnSlopesBecomeModalityValues() throws IOException {
        for (int k = 0; k < 4; k++) {
            files.write(k, files.slice(k, k).text(Tag.RescaleSlope, Double.toString(1 + 0.5 * k)));
        }
        try (Volume volume = files.load()) {
            assertEquals(SampleType.FLOAT32, volume.type());
            assertEquals(stored(3, 2, 3) * 2.5 - 1024, volume.value(3, 2, 3), 1e-3);
        }
    }

    @Test
    void unevenSlicesAreInterpolatedToAnEvenGrid() throws IOException {
        double[] z = {0, 2, 4, 6, 8, 12, 16, 20};
        for (int k = 0; k < 8; k++) {
            files.write(k, files.slice(k, z[k]));
        }
        try (Volume volume = files.load()) {
            double step = volume.indexToPatient().k().z();
            for (int slice = 0; slice < volume.grid().slices(); slice++) {
                double at = slice * step;
                double number = at <= 8 ? at / 2 : 4 + (at - 8) / 4;
                assertEquals((12 + 100 * number) * 2 - 1024, volume.value(2, 1, slice), 0.01);
            }
            assertEquals(20, (volume.grid().slices() - 1) * step, 1e-9);
            assertTrue(findings(volume).contains("interpolated to an even grid"));
        }
    }

    @Test
    void nothingIsInventedWhereSlicesAreMissing() throws IOException {
        for (int k = 0; k < 10; k++) {
            files.write(k, files.slice(k, k < 4 ? 2 * k : 2 * (k + 1)));
        }
        try (Volume volume = files.load()) {
            assertEquals(11, volume.grid().slices());
            assertTrue(Double.isNaN(volume.value(2, 2, 4)));
            assertEquals(stored(2, 2, 3) * 2 - 1024, volume.value(2, 2, 3), 1e-3);
            assertEquals(stored(2, 2, 4) * 2 - 1024, volume.value(2, 2, 5), 1e-3);
            assertTrue(findings(volume).contains("1 slice is missing"));
        }
    }

    @Test
    void aDoubletIsShownOnce() throws IOException {
        for (int k = 0; k < 6; k++) {
            files.write(k, files.slice(k, k < 4 ? k : k - 1));
        }
        try (Volume volume = files.load()) {
            assertEquals(5, volume.grid().slices());
            assertTrue(findings(volume).contains("same place"));
        }
    }

    @Test
    void paddingIsNoVoxel() throws IOException {
        for (int k = 0; k < 3; k++) {
            files.write(
                    k,
                    files.slice(k, k)
                            .number(Tag.PixelPaddingValue, VR.SS, 0)
                            .number(Tag.PixelPaddingRangeLimit, VR.SS, 3));
        }
        try (Volume volume = files.load()) {
            assertEquals(OptionalInt.of(0), volume.padding());
            assertTrue(Double.isNaN(volume.value(3, 0, 0)));
            assertEquals(4 * 2 - 1024, volume.value(4, 0, 0));
        }
    }

    /** Slices of 8 bits whose samples are 0, 1, 2 … except for 255 at the start. */
    private void writeBytes(int slices, int padding, int limit) throws IOException {
        byte[] pixels = new byte[COLUMNS * ROWS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i == 0 ? 255 : i);
        }
        for (int k = 0; k < slices; k++) {
            files.write(
                    k,
                    files.slice(k, k)
                            .number(Tag.BitsAllocated, 8)
                            .number(Tag.BitsStored, 8)
                            .number(Tag.HighBit, 7)
                            .number(Tag.PixelRepresentation, 0)
                            .number(Tag.PixelPaddingValue, VR.US, padding)
                            .number(Tag.PixelPaddingRangeLimit, VR.US, limit)
                            .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(pixels)));
        }
    }

    @Test
    void aDamagedSliceIsEmptyThoughTheSamplesCannotHoldThePadding() throws IOException {
        writeBytes(5, 4095, 4095);
        DisplaySet set = files.displaySet();
        Files.write(set.frames().get(2).instance().file(), List.of("gone"));
        VolumeLoader loader = new VolumeLoader(Parallel.SEQUENTIAL, VolumeMemory.UNLIMITED);
        try (Volume volume = loader.load(set, VolumeLoader.Progress.IGNORED)) {
            assertTrue(Double.isNaN(volume.value(2, 2, 2)), "value " + volume.value(2, 2, 2));
            assertEquals(255 * 2 - 1024, volume.value(0, 0, 1)); // white is white, not padding
            assertEquals(14 * 2 - 1024, volume.value(2, 2, 1));
        }
    }

    @Test
    void paddingPartlyOutsideTheSamplesIsNoVoxel() throws IOException {
        writeBytes(3, 4095, 250);
        try (Volume volume = files.load()) {
            assertTrue(Double.isNaN(volume.value(0, 0, 1)), "value " + volume.value(0, 0, 1));
            assertEquals(2 - 1024, volume.value(1, 0, 1));
        }
    }

    @Test
    void bitsAboveTheHighBitAreCutOffAndTheSignExtended() throws IOException {
        for (int k = 0; k < 3; k++) {
            ByteBuffer pixels = ByteBuffer.allocate(COLUMNS * ROWS * 2).order(ByteOrder.LITTLE_ENDIAN);
            pixels.putShort(0, (short) 0xAFFF).putShort(2, (short) 0x57FF); // −1 and 2047 in 12 bits
            files.write(
                    k,
                    files.slice(k, k)
                            .number(Tag.BitsStored, 12)
                            .number(Tag.HighBit, 11)
                            .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(pixels.array())));
        }
        try (Volume volume = files.load()) {
            assertEquals(-1, volume.stored(0, 0, 1));
            assertEquals(2047, volume.stored(1, 0, 1));
        }
    }

    @Test
    void aDamagedSliceIsLeftEmptyWithAFinding() throws IOException {
        for (int k = 0; k < 5; k++) {
            files.write(k, files.slice(k, k));
        }
        DisplaySet set = files.displaySet();
        Path damaged = set.frames().get(2).instance().file();
        Files.write(damaged, List.of("gone"));
        VolumeLoader loader = new VolumeLoader(Parallel.SEQUENTIAL, VolumeMemory.UNLIMITED);
        try (Volume volume = loader.load(set, VolumeLoader.Progress.IGNORED)) {
            assertTrue(Double.isNaN(volume.value(2, 2, 2)));
            assertEquals(stored(2, 2, 1) * 2 - 1024, volume.value(2, 2, 1));
            assertTrue(findings(volume).contains("1 of 5 slices"), findings(volume));
        }
    }

    @Test
    void loadingCanBeStoppedAndGivesItsMemoryBack() throws IOException {
        for (int k = 0; k < 5; k++) {
            files.write(k, files.slice(k, k));
        }
        AtomicInteger held = new AtomicInteger();
        VolumeMemory memory = bytes -> {
            Arena arena = Arena.ofShared();
            held.incrementAndGet();
            return new VolumeMemory.Allocation(arena.allocate(bytes, 8), () -> {
                held.decrementAndGet();
                arena.close();
            });
        };
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            VolumeLoader loader = new VolumeLoader(Parallel.on(pool, 2), memory);
            DisplaySet set = files.displaySet();
            assertThrows(VolumeException.class, () -> loader.load(set, (done, total) -> done < 3));
        }
        assertEquals(0, held.get());
    }

    @Test
    void picturesThatAreNoStackAreRefusedInWords() throws IOException {
        for (int k = 0; k < 3; k++) {
            files.write(k, files.slice(k, k).remove(Tag.ImagePositionPatient));
        }
        VolumeException refusal = assertThrows(VolumeException.class, files::load);
        assertTrue(refusal.getMessage().contains("not parallel slices at known places"));
    }

    @Test
    void realSeriesBecomeVolumes() throws IOException {
        Path data = Path.of(System.getProperty("lectern.data", "../../shared/data"));
        Assumptions.assumeTrue(Files.isDirectory(data));
        assertLoads(data.resolve("ct-head-tiny-volume"), 64, 93, SampleType.INT16);
        assertLoads(data.resolve("mr-brain-axial-series"), 256, 19, SampleType.INT16);
        assertLoads(data.resolve("mr-dti-series"), 64, 4, SampleType.INT16);
        assertLoads(data.resolve("ct-uneven-slice-spacing"), 512, 5, SampleType.FLOAT32);
    }

    private static void assertLoads(Path series, int columns, int slices, SampleType type) throws IOException {
        DisplaySet set = StudyFolder.read(series, Parallel.SEQUENTIAL).tree().displaySets().stream()
                .filter(DisplaySet::isVolumeEligible)
                .findFirst()
                .orElseThrow();
        try (Volume volume = new VolumeLoader(Parallel.SEQUENTIAL, VolumeMemory.UNLIMITED)
                .load(set, VolumeLoader.Progress.IGNORED)) {
            assertEquals(columns, volume.grid().columns(), series.toString());
            assertEquals(slices, volume.grid().slices(), series.toString());
            assertEquals(type, volume.type(), series.toString());
        }
    }
}
