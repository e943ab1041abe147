package org.lectern.rendering.raycast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.PlaneOrientation;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.TransferFunction.Point;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.Phantoms;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

/** What every ray caster must do, by hand calculations; each has a test class of this contract. */
public abstract class RayCasterContract {
    /** Levels of 255 by which a pixel may be off from the hand calculation. */
    private static final int ROUNDING = 1;

    private static final Vector3 X = new Vector3(1, 0, 0);
    private static final Vector3 Y = new Vector3(0, 1, 0);
    private static final Rgb RED = new Rgb(1, 0, 0);
    private static final Rgb BLUE = new Rgb(0, 0, 1);

    /** The ray caster under test. */
    protected abstract RayCaster caster();

    private int[] cast(Volume volume, ReslicePlane view, VolumeLook look) {
        int[] argb = new int[view.width() * view.height()];
        caster().cast(volume, view, look, argb);
        return argb;
    }

    private static void assertPixel(double red, double green, double blue, int argb) {
        assertEquals(0xFF, argb >>> 24, "opaque");
        String what = Integer.toHexString(argb);
        assertEquals(red * 255, argb >> 16 & 0xFF, ROUNDING, what);
        assertEquals(green * 255, argb >> 8 & 0xFF, ROUNDING, what);
        assertEquals(blue * 255, argb & 0xFF, ROUNDING, what);
    }

    private static void assertGray(double gray, int argb) {
        assertPixel(gray, gray, gray, argb);
    }

    private static Volume volume(Grid grid, SampleType type, Phantoms.Voxel voxel) throws IOException {
        return Phantoms.volume(grid, type, ModalityScale.IDENTITY, OptionalInt.empty(), voxel);
    }

    /** Along the slices, one pixel a voxel, from the first slice to the last. */
    private static ReslicePlane through(Grid grid) {
        return new ReslicePlane(grid.centre(), X, Y, 1, grid.columns(), grid.rows());
    }

    private static TransferFunction everywhere(Rgb colour, double opacityPerMm) {
        return TransferFunction.of(new Point(0, colour, opacityPerMm));
    }

    /** The slab is 10 mm between its outermost voxel centres. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.25, 0.5, 1, 2})
    void aSlabOfConstantOpacityStopsLightByBeersLawWhateverTheStep(double step) throws IOException {
        double k = -Math.log(1 - 0.1);
        double alpha = 1 - Math.exp(-k * 10);
        for (SampleType type : SampleType.values()) {
            try (Volume slab = volume(Phantoms.unitGrid(5, 4, 11), type, (i, j, level) -> 7)) {
                VolumeLook look = VolumeLook.of(everywhere(Rgb.WHITE, 0.1)).withQuality(new Quality(step));
                for (int pixel : cast(slab, through(slab.grid()), look)) {
                    assertGray(alpha, pixel);
                }
            }
        }
    }

    @Test
    void theBackgroundIsSeenThroughWhatIsTranslucentAndBesideTheVolume() throws IOException {
        try (Volume slab = volume(Phantoms.unitGrid(3, 3, 11), SampleType.INT16, (i, j, k) -> 7)) {
            VolumeLook look = VolumeLook.of(everywhere(RED, 0.1)).withBackground(BLUE);
            ReslicePlane wide = through(slab.grid()).sized(1, 7, 3);
            double left = Math.pow(0.9, 10);
            int[] row = cast(slab, wide, look);
            assertPixel(0, 0, 1, row[0]);
            assertPixel(0, 0, 1, row[1]);
            assertPixel(1 - left, 0, left, row[3]);
            assertPixel(0, 0, 1, row[6]);
        }
    }

    @Test
    void whatIsInFrontHidesWhatIsBehindFromBothSides() throws IOException {
        Grid grid = Phantoms.unitGrid(3, 3, 11);
        TransferFunction matter = TransferFunction.of(
                new Point(0, RED, 0.2), new Point(5, RED, 0.2), new Point(5, BLUE, 0.5), new Point(10, BLUE, 0.5));
        try (Volume volume = volume(grid, SampleType.INT16, (i, j, k) -> k)) {
            double red = Math.pow(0.8, 5);
            double blue = Math.pow(0.5, 5);
            VolumeLook look = VolumeLook.of(matter);
            // 20 samples at z = 0.25 … 9.75: ten in each half
            assertPixel(1 - red, 0, red * (1 - blue), cast(volume, through(grid), look)[4]);
            ReslicePlane behind = new ReslicePlane(grid.centre(), X.negated(), Y, 1, 3, 3);
            assertPixel(blue * (1 - red), 0, 1 - blue, cast(volume, behind, look)[4]);
        }
    }

    @Test
    void projectionsShowTheExtremeOfTheSamplesAtItsOwnPlace() throws IOException {
        Grid grid = Phantoms.unitGrid(7, 6, 11);
        try (Volume volume = volume(
                grid, SampleType.INT16, (i, j, k) -> i == 3 && j == 4 && k == 5 ? 1000 : i == 1 && k == 5 ? -400 : 0)) {
            VolumeLook look = VolumeLook.of(everywhere(RED, 1))
                    .withMode(Mode.MIP)
                    .withProjection(TransferFunction.window(500, 1000));
            // samples at z = 4.75 and 5.25: three quarters of the voxel
            int[] highest = cast(volume, through(grid), look);
            assertGray(0.75, highest[4 * 7 + 3]);
            assertGray(0, highest[4 * 7 + 2]);
            assertGray(0, highest[3 * 7 + 3]);
            int[] lowest = cast(
                    volume,
                    through(grid),
                    look.withMode(Mode.MINIP).withProjection(TransferFunction.window(-200, 400)));
            assertGray(0.25, lowest[2 * 7 + 1]); // −300
            assertGray(1, lowest[2 * 7 + 2]);
        }
    }

    /**
     * A field that grows along a direction of the patient, on a sheared, oblique grid with unequal spacings: its gradient
     * is that direction everywhere, so that the first visible sample has a known light.
     */
    @ParameterizedTest
    @CsvSource({"0, 1", "30, 1", "60, 1", "85, 1", "45, 0.5"})
    void aPlaneAtAKnownAngleHasTheKnownLight(double degrees, double weight) throws IOException {
        Grid grid = Phantoms.obliqueGrid();
        Vector3 normal = new Vector3(0.3, -0.5, 0.8).unit();
        Vector3 aside = normal.cross(new Vector3(0.2, 0.9, 0.1)).unit();
        Vector3 uphill = normal.times(Math.cos(Math.toRadians(degrees))).plus(Math.sin(Math.toRadians(degrees)), aside);
        Lighting light = new Lighting(0.2, 0.5, 0.3, 10, 4 / weight);
        double cosine = Math.cos(Math.toRadians(degrees));
        double shade = 1 - weight + weight * (0.2 + 0.5 * cosine);
        double shine = weight * 0.3 * Math.pow(cosine, 10);
        try (Volume volume = volume(
                grid,
                SampleType.FLOAT32,
                (i, j, k) -> 4
                        * grid.indexToPatient()
                                .apply(i, j, k)
                                .minus(grid.centre())
                                .dot(uphill))) {
            Vector3 right = aside.cross(normal).unit();
            ReslicePlane view = new ReslicePlane(grid.centre(), right, normal.cross(right), 1, 5, 5);
            TransferFunction opaque =
                    TransferFunction.of(new Point(0, new Rgb(0.5, 0.25, 0), 0), new Point(0, new Rgb(0.5, 0.25, 0), 1));
            int[] picture = cast(volume, view, VolumeLook.of(opaque).withLighting(light));
            assertPixel(0.5 * shade + shine, 0.25 * shade + shine, shine, picture[12]);
        }
    }

    @Test
    void flatRegionsKeepTheirOwnColourInAnyLight() throws IOException {
        try (Volume slab = volume(Phantoms.unitGrid(5, 5, 5), SampleType.INT16, (i, j, k) -> 7)) {
            VolumeLook look = VolumeLook.of(everywhere(RED, 1)).withLighting(new Lighting(0.1, 0.5, 0.3, 10, 1));
            assertPixel(1, 0, 0, cast(slab, through(slab.grid()), look)[12]);
        }
    }

    /** 20 samples at z = 0.25, 0.75 … 9.75. */
    @ParameterizedTest
    @CsvSource({"0, 20", "0.25, 20", "0.26, 19", "4, 12", "4.24, 12", "4.26, 11", "9.75, 1", "9.76, 0"})
    void aClipPlaneAndACropBoxCutToHalfAStep(double from, int samples) throws IOException {
        double alpha = 1 - Math.pow(0.9, samples * 0.5);
        try (Volume slab = volume(Phantoms.unitGrid(5, 5, 11), SampleType.INT16, (i, j, k) -> 7)) {
            VolumeLook look = VolumeLook.of(everywhere(Rgb.WHITE, 0.1));
            Vector3 at = new Vector3(0, 0, from);
            Clip plane = Clip.NONE.and(Clip.HalfSpace.through(at, new Vector3(0, 0, 1)));
            assertGray(alpha, cast(slab, through(slab.grid()), look.withClip(plane))[12]);
            Clip box = Clip.NONE.within(new Clip.Box(at, new Vector3(5, 5, 11)));
            assertGray(alpha, cast(slab, through(slab.grid()), look.withClip(box))[12]);
            Clip other = Clip.NONE.and(Clip.HalfSpace.through(at, new Vector3(0, 0, -1)));
            double rest = 1 - Math.pow(0.9, (20 - samples + (isOnASample(from) ? 1 : 0)) * 0.5);
            assertGray(rest, cast(slab, through(slab.grid()), look.withClip(other))[12]);
        }
    }

    private static boolean isOnASample(double depth) {
        return depth == 0.25 || depth == 9.75;
    }

    @Test
    void aCropBoxAndAPlaneCutSidewaysBetweenTheRightPixels() throws IOException {
        try (Volume slab = volume(Phantoms.unitGrid(7, 5, 11), SampleType.UINT16, (i, j, k) -> 7)) {
            VolumeLook look = VolumeLook.of(everywhere(Rgb.WHITE, 1))
                    .withClip(Clip.NONE
                            .within(new Clip.Box(new Vector3(2, 1, 0), new Vector3(6, 3.5, 10)))
                            .and(Clip.HalfSpace.through(new Vector3(4.5, 0, 0), X.negated())));
            int[] picture = cast(slab, through(slab.grid()), look);
            for (int row = 0; row < 5; row++) {
                for (int column = 0; column < 7; column++) {
                    boolean kept = column >= 2 && column <= 4 && row >= 1 && row <= 3;
                    assertGray(kept ? 1 : 0, picture[row * 7 + column]);
                }
            }
        }
    }

    @Test
    void scissorsCutThroughTheWholeDepthAndCanBeUndone() throws IOException {
        Grid grid = Phantoms.unitGrid(9, 8, 11);
        try (Volume slab = volume(grid, SampleType.INT16, (i, j, k) -> 7)) {
            ReslicePlane front = through(grid);
            Sculpt whole = Sculpt.whole(grid);
            List<Point2> outline =
                    List.of(new Point2(1.5, 1.5), new Point2(5.5, 1.5), new Point2(5.5, 4.5), new Point2(1.5, 4.5));
            Sculpt hole = whole.cut(front, outline, Sculpt.Side.INSIDE);
            Sculpt block = whole.cut(front, outline, Sculpt.Side.OUTSIDE);
            VolumeLook look = VolumeLook.of(everywhere(Rgb.WHITE, 1));
            int[] holed = cast(slab, front, look.withSculpt(hole));
            int[] blocked = cast(slab, front, look.withSculpt(block));
            int[] untouched = cast(slab, front, look.withSculpt(whole));
            for (int pixel = 0; pixel < 72; pixel++) {
                int column = pixel % 9;
                int row = pixel / 9;
                boolean inside = column >= 2 && column <= 5 && row >= 2 && row <= 4;
                assertGray(inside ? 0 : 1, holed[pixel]);
                assertGray(inside ? 1 : 0, blocked[pixel]);
                assertGray(1, untouched[pixel]);
            }
            // the block from its side: 4 × 3 voxels over the whole depth
            ReslicePlane side = new ReslicePlane(grid.centre(), new Vector3(0, 0, 1), Y, 1, 11, 8);
            int[] edge = cast(slab, side, look.withSculpt(block));
            for (int pixel = 0; pixel < 88; pixel++) {
                int row = pixel / 11;
                assertGray(row >= 2 && row <= 4 ? 1 : 0, edge[pixel]);
            }
        }
    }

    @Test
    void labelsAreDrawnInTheirOwnMatterAndHiddenOnesAreNothing() throws IOException {
        Grid grid = Phantoms.unitGrid(9, 3, 11);
        try (Volume image = volume(grid, SampleType.INT16, (i, j, k) -> 7);
                Volume segments = volume(grid, SampleType.UINT8, (i, j, k) -> i / 2)) {
            Labels labels = new Labels(
                    segments,
                    Map.of(
                            1, Labels.Look.solid(BLUE),
                            2, Labels.Look.hidden(),
                            3, new Labels.Look(RED, 0.1, true)));
            VolumeLook look = VolumeLook.of(everywhere(Rgb.WHITE, 0.2)).withLabels(labels);
            int[] picture = cast(image, through(grid), look);
            double white = 1 - Math.pow(0.8, 10);
            for (int row = 0; row < 3; row++) {
                assertGray(white, picture[row * 9]);
                assertPixel(0, 0, 1, picture[row * 9 + 2]);
                assertGray(0, picture[row * 9 + 4]);
                assertPixel(1 - Math.pow(0.9, 10), 0, 0, picture[row * 9 + 6]);
                assertGray(white, picture[row * 9 + 8]);
            }
            VolumeLook mip = look.withMode(Mode.MIP).withProjection(everywhere(Rgb.WHITE, 1));
            assertGray(1, cast(image, through(grid), mip)[2]);
            assertGray(0, cast(image, through(grid), mip)[4]);
        }
    }

    /** A segment with the face z = 4.5 to the reader: half of the light comes back where the face is looked at askew. */
    @Test
    void aLabelIsLitByItsOwnSurface() throws IOException {
        Grid grid = Phantoms.unitGrid(41, 41, 41);
        Vector3 down = new Vector3(0, 0.5, Math.sqrt(0.75)); // the view's normal is 60° from the face's
        ReslicePlane askew = new ReslicePlane(grid.centre(), X, down, 1, 3, 3);
        try (Volume image = volume(grid, SampleType.INT16, (i, j, k) -> 7);
                Volume segments = volume(grid, SampleType.UINT8, (i, j, k) -> k >= 20 ? 1 : 0)) {
            VolumeLook look = VolumeLook.of(everywhere(Rgb.WHITE, 0))
                    .withLabels(new Labels(segments, Map.of(1, Labels.Look.solid(RED))))
                    .withLighting(new Lighting(0.2, 0.8, 0, 1, 1));
            assertPixel(0.2 + 0.8 * 0.5, 0, 0, cast(image, askew, look)[4]);
        }
    }

    @Test
    void notANumberAndPaddingAreNothing() throws IOException {
        Grid grid = Phantoms.unitGrid(6, 3, 11);
        VolumeLook look = VolumeLook.of(everywhere(Rgb.WHITE, 1)).withLighting(new Lighting(0.5, 0.5, 0.2, 5, 1));
        try (Volume floats = volume(grid, SampleType.FLOAT32, (i, j, k) -> i < 3 ? Double.NaN : 5);
                Volume shorts = Phantoms.volume(
                        grid,
                        SampleType.INT16,
                        ModalityScale.IDENTITY,
                        OptionalInt.of(-9),
                        (i, j, k) -> i < 3 ? -9 : 5)) {
            for (Volume volume : List.of(floats, shorts)) {
                for (Mode mode : Mode.values()) {
                    int[] picture =
                            cast(volume, through(grid), look.withMode(mode).withProjection(everywhere(Rgb.WHITE, 1)));
                    for (int pixel = 0; pixel < picture.length; pixel++) {
                        assertGray(pixel % 6 < 3 ? 0 : 1, picture[pixel]);
                    }
                }
            }
        }
    }

    @Test
    void infiniteValuesLookLikeTheEndsOfTheTransferFunction() throws IOException {
        Grid grid = Phantoms.unitGrid(6, 3, 4);
        TransferFunction matter = TransferFunction.of(new Point(0, BLUE, 1), new Point(1, RED, 1));
        try (Volume volume = volume(
                grid, SampleType.FLOAT32, (i, j, k) -> i < 3 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY)) {
            VolumeLook look = VolumeLook.of(matter).withLighting(new Lighting(0.5, 0.5, 0.2, 5, 1));
            int[] picture = cast(volume, through(grid), look);
            assertPixel(0, 0, 1, picture[6 + 1]);
            assertPixel(1, 0, 0, picture[6 + 4]);
        }
    }

    @Test
    void oneSliceIsSeenFaceOnAsOneStepAndEdgeOnAsALine() throws IOException {
        Grid grid = Phantoms.unitGrid(5, 5, 1);
        try (Volume slice = volume(grid, SampleType.INT16, (i, j, k) -> 7)) {
            VolumeLook look = VolumeLook.of(everywhere(Rgb.WHITE, 0.75)).withLighting(new Lighting(0.5, 0.5, 0, 5, 1));
            for (int pixel : cast(slice, through(grid), look)) {
                assertGray(0.5, pixel); // 1 − (1 − 0.75)^0.5
            }
            ReslicePlane edge = new ReslicePlane(grid.centre(), X, new Vector3(0, 0, 1), 1, 5, 3);
            int[] line = cast(slice, edge, look.withMatter(everywhere(Rgb.WHITE, 1)));
            assertGray(0, line[2]);
            assertGray(1, line[7]);
            assertGray(0, line[12]);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void oneVoxelAndOneLineOfVoxelsAreDrawnWithoutHarm(Mode mode) throws IOException {
        for (int[] size : new int[][] {{1, 1, 1}, {1, 1, 3}, {3, 1, 1}, {2, 2, 2}, {1, 4, 4}}) {
            Grid grid = Phantoms.unitGrid(size[0], size[1], size[2]);
            try (Volume volume = volume(grid, SampleType.INT16, (i, j, k) -> 7)) {
                VolumeLook look = VolumeLook.of(everywhere(Rgb.WHITE, 1))
                        .withProjection(everywhere(Rgb.WHITE, 1))
                        .withMode(mode);
                ReslicePlane view = new ReslicePlane(grid.centre(), X, Y, 1, 9, 9);
                assertGray(1, cast(volume, view, look)[40]);
                PlaneOrientation askew = Orbit.orientation(33, 21);
                cast(volume, Orbit.fitted(grid, askew, 16, 12), look.withLighting(new Lighting(0.3, 0.5, 0.3, 9, 3)));
            }
        }
    }

    /** An affine grid sheared as by a tilted gantry: a column of bright voxels leans as the grid does. */
    @Test
    void aShearedGridIsDrawnWhereItsVoxelsAre() throws IOException {
        Grid grid = new Grid(
                21,
                21,
                11,
                new Affine(X, Y, new Vector3(0, 0.5, 1), new Vector3(-10, -10, -5)),
                java.util.Optional.empty());
        try (Volume volume = volume(grid, SampleType.INT16, (i, j, k) -> i == 10 && j == 10 ? 100 : 0)) {
            ReslicePlane side = new ReslicePlane(Vector3.ZERO, Y, new Vector3(0, 0, 1), 1, 21, 11);
            VolumeLook look = VolumeLook.of(everywhere(Rgb.WHITE, 1))
                    .withMode(Mode.MIP)
                    .withQuality(new Quality(2 / 3.0))
                    .withProjection(TransferFunction.window(50, 100));
            // the view looks along −x through 20 mm in 30 steps, so that samples lie at x = ±1/3 about the column
            int[] picture = cast(volume, side, look);
            for (int k = 0; k < 11; k += 2) {
                int row = k;
                int column = 10 + k / 2;
                assertGray(2 / 3.0, picture[row * 21 + column]);
                assertGray(0, picture[row * 21 + column - 1]);
            }
        }
    }

    @Test
    void aPictureThatIsTooSmallAndLabelsOfAnotherGridAreRefused() throws IOException {
        Grid grid = Phantoms.unitGrid(4, 4, 4);
        try (Volume volume = volume(grid, SampleType.INT16, (i, j, k) -> 7);
                Volume other = volume(Phantoms.unitGrid(4, 4, 5), SampleType.UINT8, (i, j, k) -> 1)) {
            VolumeLook look = VolumeLook.of(everywhere(RED, 1));
            assertThrows(IllegalArgumentException.class, () -> caster().cast(volume, through(grid), look, new int[15]));
            VolumeLook labelled = look.withLabels(new Labels(other, Map.of()));
            assertThrows(
                    IllegalArgumentException.class, () -> caster().cast(volume, through(grid), labelled, new int[16]));
        }
    }
}
