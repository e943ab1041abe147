package org.lectern.rendering.raycast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.Phantoms;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

class VolumeHistogramTest {
    @Test
    void valuesAreCountedInModalityUnitsWithoutPadding() throws IOException {
        // 10 slices of 4 voxels of 0 … 9; 3 is padding
        try (Volume volume = Phantoms.volume(
                Phantoms.unitGrid(2, 2, 10),
                SampleType.UINT8,
                new ModalityScale(10, -100),
                OptionalInt.of(3),
                (i, j, k) -> k)) {
            VolumeHistogram histogram = VolumeHistogram.of(volume, Parallel.SEQUENTIAL);
            assertEquals(-100, histogram.least());
            assertEquals(-10, histogram.most());
            assertEquals(36, histogram.total());
            assertArrayEquals(new long[] {4, 4, 4, 0, 4, 4, 4, 4, 4, 4}, histogram.bars(-105, -5, 10));
            assertEquals(-100, histogram.quantile(0.1), 0.05);
            assertEquals(-50, histogram.quantile(0.5), 0.05);
            assertEquals(-10, histogram.quantile(1), 0.05);
        }
    }

    @Test
    void aVolumeWithoutANumberHasAnEmptyHistogram() throws IOException {
        try (Volume volume = Phantoms.volume(
                Phantoms.unitGrid(3, 3, 3),
                SampleType.FLOAT32,
                ModalityScale.IDENTITY,
                OptionalInt.empty(),
                (i, j, k) -> k == 1 ? Double.POSITIVE_INFINITY : Double.NaN)) {
            VolumeHistogram histogram = VolumeHistogram.of(volume, Parallel.SEQUENTIAL);
            assertEquals(0, histogram.total());
            assertEquals(0, histogram.quantile(0.5));
        }
    }
}
