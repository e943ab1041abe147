package org.lectern.rendering.mpr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.Phantoms;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

/** What every reslicer must do; each has a test class of this contract. */
public abstract class ReslicerContract {
    private static final Vector3 RIGHT = new Vector3(1, 0, 0);
    private static final Vector3 DOWN = new Vector3(0, 1, 0);

    protected abstract Reslicer reslicer();

    /** How far a value may be off, as a part of the range of the volume's values. */
    protected abstract double tolerance();

    private float[] reslice(Volume volume, ReslicePlane plane, Slab slab) {
        float[] picture = new float[plane.width() * plane.height()];
        reslicer().reslice(volume, plane, slab, picture);
        return picture;
    }

    /** A linear function of position is reproduced exactly by trilinear interpolation, wherever the plane lies. */
    @ParameterizedTest
    @EnumSource(SampleType.class)
    void eachPixelHoldsItsOwnPatientCoordinate(SampleType type) throws IOException {
        Grid grid = Phantoms.obliqueGrid();
        ModalityScale scale = new ModalityScale(0.5, -20);
        // stored = 2 i + 3 j + 1 k, at most 2·30 + 3·22 + 16 = 142; kept within a byte
        int shift = type == SampleType.INT8 ? -71 : 0;
        Random random = new Random(5);
        try (Volume volume =
                Phantoms.volume(grid, type, scale, OptionalInt.empty(), (i, j, k) -> shift + 2 * i + 3 * j + k)) {
            for (int turn = 0; turn < 20; turn++) {
                Vector3 right = new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).unit();
                Vector3 down = right.cross(new Vector3(random.nextGaussian(), 0.3, random.nextGaussian()))
                        .unit();
                ReslicePlane plane = new ReslicePlane(grid.centre(), right, down, 0.37, 101, 93);
                float[] picture = reslice(volume, plane, Slab.THIN);
                int inside = 0;
                for (int row = 0; row < 93; row++) {
                    for (int column = 0; column < 101; column++) {
                        Vector3 index = grid.indexToPatient().inverse().apply(plane.toPatient(column, row));
                        float value = picture[row * 101 + column];
                        if (isInside(grid, index, 1e-4)) {
                            double stored = shift + 2 * index.x() + 3 * index.y() + index.z();
                            assertEquals(stored * 0.5 - 20, value, 71 * Math.max(1e-5, tolerance()));
                            inside++;
                        } else if (!isInside(grid, index, -1e-4)) {
                            assertTrue(Float.isNaN(value));
                        }
                    }
                }
                assertTrue(inside > 500);
            }
        }
    }

    private static boolean isInside(Grid grid, Vector3 index, double margin) {
        return index.x() > margin
                && index.y() > margin
                && index.z() > margin
                && index.x() < grid.columns() - 1 - margin
                && index.y() < grid.rows() - 1 - margin
                && index.z() < grid.slices() - 1 - margin;
    }

    /** The eight corners weighted by hand, on noise, so that a wrong neighbour cannot hide behind linearity. */
    @Test
    void noiseIsInterpolatedAsTheFormulaSays() throws IOException {
        Grid grid = Phantoms.obliqueGrid();
        Random random = new Random(9);
        double[] noise =
                random.doubles(grid.voxels(), -2000, 3000).map(Math::rint).toArray();
        try (Volume volume = Phantoms.volume(
                grid,
                SampleType.INT16,
                new ModalityScale(2, -1024),
                OptionalInt.empty(),
                (i, j, k) -> noise[(int) grid.index(i, j, k)])) {
            Vector3 right = new Vector3(0.3, 0.8, -0.5).unit();
            ReslicePlane plane = new ReslicePlane(
                    grid.centre(), right, right.cross(new Vector3(0, 0, 1)).unit(), 0.21, 150, 130);
            float[] picture = reslice(volume, plane, Slab.THIN);
            double worst = 0;
            for (int pixel = 0; pixel < picture.length; pixel++) {
                Vector3 p = grid.indexToPatient().inverse().apply(plane.toPatient(pixel % 150, pixel / 150));
                if (isInside(grid, p, 1e-4)) {
                    worst = Math.max(worst, Math.abs(picture[pixel] - (byFormula(grid, noise, p) * 2 - 1024)));
                }
            }
            assertTrue(worst <= 10_000 * tolerance(), "largest difference " + worst);
        }
    }

    private static double byFormula(Grid grid, double[] values, Vector3 p) {
        int i = (int) Math.floor(p.x());
        int j = (int) Math.floor(p.y());
        int k = (int) Math.floor(p.z());
        double sum = 0;
        for (int c = i; c <= i + 1; c++) {
            for (int r = j; r <= j + 1; r++) {
                for (int s = k; s <= k + 1; s++) {
                    sum += values[(int) grid.index(c, r, s)]
                            * (1 - Math.abs(p.x() - c))
                            * (1 - Math.abs(p.y() - r))
                            * (1 - Math.abs(p.z() - s));
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(MprPlane.class)
    void aPlaneThroughVoxelCentresShowsTheVoxelsUpToTheLastOne(MprPlane which) throws IOException {
        Grid grid = Phantoms.unitGrid(6, 5, 4);
        try (Volume volume = Phantoms.volume(
                grid,
                SampleType.UINT16,
                ModalityScale.IDENTITY,
                OptionalInt.empty(),
                (i, j, k) -> i + 10 * j + 100 * k)) {
            Vector3 corner = new Vector3(5, 4, 3);
            ReslicePlane plane = OrthogonalPlanes.through(grid, which, corner, 1);
            float[] picture = reslice(volume, plane, Slab.THIN);
            for (int row = 0; row < plane.height(); row++) {
                for (int column = 0; column < plane.width(); column++) {
                    Vector3 p = plane.toPatient(column, row);
                    assertEquals(p.x() + 10 * p.y() + 100 * p.z(), picture[row * plane.width() + column], 1e-3);
                }
            }
        }
    }

    @Test
    void aSlabIsBlendedAsByHand() throws IOException {
        // one column of values along z: 10, 20, 60, 30, 0
        double[] values = {10, 20, 60, 30, 0};
        try (Volume volume = Phantoms.volume(
                Phantoms.unitGrid(3, 3, 5),
                SampleType.INT16,
                ModalityScale.IDENTITY,
                OptionalInt.empty(),
                (i, j, k) -> values[k])) {
            ReslicePlane plane = new ReslicePlane(new Vector3(1, 1, 2), RIGHT, DOWN, 1, 3, 3);
            // 2 mm at 1 mm steps: three samples at z = 1, 2, 3
            assertEquals(110 / 3.0, reslice(volume, plane, new Slab(2, Slab.Blend.MEAN))[4], 1e-4);
            assertEquals(60, reslice(volume, plane, new Slab(2, Slab.Blend.MAX))[4], 1e-4);
            assertEquals(20, reslice(volume, plane, new Slab(2, Slab.Blend.MIN))[4], 1e-4);
            // 1 mm: two samples half-way, at z = 1.5 and 2.5: 40 and 45
            assertEquals(42.5, reslice(volume, plane, new Slab(1, Slab.Blend.MEAN))[4], 1e-4);
        }
    }

    @Test
    void samplesOutsideAreLeftOutOfASlab() throws IOException {
        try (Volume volume = Phantoms.volume(
                Phantoms.unitGrid(3, 3, 3),
                SampleType.INT16,
                ModalityScale.IDENTITY,
                OptionalInt.empty(),
                (i, j, k) -> 10 * k)) {
            ReslicePlane lowest = new ReslicePlane(new Vector3(1, 1, 0), RIGHT, DOWN, 1, 3, 3);
            assertEquals(5, reslice(volume, lowest, new Slab(2, Slab.Blend.MEAN))[4], 1e-4); // 0 and 10
            ReslicePlane away = new ReslicePlane(new Vector3(1, 1, 9), RIGHT, DOWN, 1, 3, 3);
            for (Slab.Blend blend : Slab.Blend.values()) {
                assertTrue(Float.isNaN(reslice(volume, away, new Slab(2, blend))[4]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INT16", "UINT8"})
    void paddingIsOutside(SampleType type) throws IOException {
        try (Volume volume = Phantoms.volume(
                Phantoms.unitGrid(4, 4, 4),
                type,
                ModalityScale.IDENTITY,
                OptionalInt.of(99),
                (i, j, k) -> i == 0 ? 99 : i)) {
            ReslicePlane plane = new ReslicePlane(new Vector3(1.5, 1.5, 1.5), RIGHT, DOWN, 0.5, 7, 3);
            // x = 0, 0.5, 1 … 3: what padding has a weight in is nothing
            float nan = Float.NaN;
            float[] row = {nan, nan, 1, 1.5f, 2, 2.5f, 3};
            float[] picture = reslice(volume, plane, Slab.THIN);
            for (int y = 0; y < 3; y++) {
                assertArrayEquals(row, java.util.Arrays.copyOfRange(picture, y * 7, y * 7 + 7), 1e-5f);
            }
        }
    }

    @Test
    void aVolumeOfOneSliceHasAPictureInItsPlane() throws IOException {
        try (Volume volume = Phantoms.volume(
                Phantoms.unitGrid(3, 3, 1),
                SampleType.INT16,
                ModalityScale.IDENTITY,
                OptionalInt.empty(),
                (i, j, k) -> i + 10 * j)) {
            ReslicePlane plane = new ReslicePlane(new Vector3(1, 1, 0), RIGHT, DOWN, 1, 3, 3);
            assertArrayEquals(new float[] {0, 1, 2, 10, 11, 12, 20, 21, 22}, reslice(volume, plane, Slab.THIN), 1e-4f);
        }
    }
}
